import type { LookAheadKind, TraceFinding } from "../../model/trace.ts";
import type { Place } from "../domain/place.ts";
import type { Bound, Term } from "../domain/rows.ts";
import { ALL, END, START } from "../domain/rows.ts";
import type { Decided } from "./watch.ts";

/** What speaks against something that was decided, and where. */
export interface Objection {
  readonly kind: LookAheadKind | "unknown";
  readonly place: Place;
  readonly message: string;
  readonly level: TraceFinding["level"];
}

/** Rows up to this many before the one that is decided for are known: row t − 1 and what is before it. */
const LAG = 1;

/** Everything that a decision depends on and may not: rows from the one that it is decided for on. */
export function objectionsTo(
  { until, row, place, text }: Decided,
  least: ReadonlyMap<string, number>,
): readonly Objection[] {
  const open = (message: string, at: Place): Objection => ({ kind: "unknown", place: at, message, level: "open" });
  if (until.open !== undefined) return [open(until.open.reason, until.open.place)];
  if (until.terms.size === 0) return [];
  const lo = row?.lo;
  if (lo === undefined) return [open(`for which row ${text} is decided is not known`, place)];
  return [...until.terms].flatMap(([base, term]) => againstTerm(base, term, lo, least) ?? []);
}

function againstTerm(
  base: string,
  term: Term,
  decided: Bound,
  least: ReadonlyMap<string, number>,
): Objection | undefined {
  const { offset, sure, place, text } = term;
  const make = (kind: Objection["kind"], message: string): Objection => ({
    kind,
    place,
    message,
    level: kind === "unknown" ? "open" : "fail",
  });
  if (base === decided.base) {
    const ahead = offset - decided.offset;
    if (ahead <= -LAG) return undefined;
    if (term.counts === true)
      return make(
        "full-sample",
        `${text} tells whether ${rowText(ahead + 1)} is there, which is not known yet when row t is decided`,
      );
    if (!sure) return make("unknown", `${text} may read ${rowText(ahead)} for a decision about row t`);
    return ahead === 0
      ? make("same-row", `${text} reads row t, which is not known yet when row t is decided`)
      : make("future-row", `${text} reads ${rowText(ahead)} for a decision about row t`);
  }
  if (base === END && term.counts === true)
    return sure
      ? make("full-sample", `${text} goes by how many rows there are, which is known at the end of the sample only`)
      : make("unknown", `${text} may go by how many rows there are, which is known at the end of the sample only`);
  if (base === END || (base === ALL && sure)) {
    return sure
      ? make("full-sample", `${text} goes up to the end of the sample, whatever row is decided`)
      : make("unknown", `${text} may go up to the end of the sample`);
  }
  if (base === START) {
    const first = decided.base === START ? 0 : (least.get(decided.base) ?? 1);
    if (offset + LAG <= first + decided.offset) return undefined;
    return make("unknown", `${text} reads row ${offset}, which may come after the row that is decided`);
  }
  if (base === ALL) return make("unknown", `up to which row ${text} reads is not known`);
  return make("unknown", `how the rows that ${text} reads go with the row that is decided is not known`);
}

/** `row t`, `row t+1`, `row t−3`. */
export function rowText(offset: number): string {
  return offset === 0 ? "row t" : offset > 0 ? `row t+${offset}` : `row t−${-offset}`;
}
