import type { Figure } from "../../model/verdict.ts";
import type { Part } from "../pipeline.ts";
import type { Change } from "./change.ts";
import { Changes } from "./change.ts";
import type { Headroom } from "./headroom.ts";
import { stretches } from "./keys.ts";

/** What came of comparing one part of two runs. */
export interface PartDiff {
  readonly part: Part;
  readonly changes: Changes;
  /** Figures, labels, entries or lines compared, and those that are not the same to the bit. */
  readonly compared: number;
  readonly rounded: number;
  /** How close each column of figures came to its tolerance. */
  readonly headroom: readonly Headroom[];
}

/** Takes down the differences of one part. */
export class PartChanges {
  readonly changes = new Changes();
  readonly part: Part;

  constructor(part: Part) {
    this.part = part;
  }

  /** A figure, label, entry or line that is another one. */
  changed(at: Partial<Change> & Pick<Change, "message">, expected: Figure, actual: Figure): void {
    this.changes.add({ ...this.#base("changed", "figure"), expected, actual, ...at });
  }

  /** Something that is there on one side only. */
  present(kind: "added" | "removed", what: Change["what"], at: Partial<Change> & Pick<Change, "message">): void {
    const [expected, actual] = kind === "removed" ? ["present", "absent"] : ["absent", "present"];
    this.changes.add({ ...this.#base(kind, what), expected, actual, ...at });
  }

  /** The same entries in another order. */
  moved(what: Change["what"], at: Partial<Change>, noun: string, expected: string, actual: string): void {
    const message = `the ${noun}s of ${this.part.name} stand in another order: ${actual} where ${expected} stood`;
    this.changes.add({ ...this.#base("moved", what), expected, actual, message, ...at });
  }

  /** Rows, by their dates, that are on one side only: neighbours as one entry. `isOnly` where the other side has no row at all. */
  rows(kind: "added" | "removed", dates: readonly string[], places: readonly number[], isOnly: boolean): void {
    const all = places.length === dates.length;
    for (const { from, to } of stretches(places)) {
      const rows = to - from + 1;
      const [date, until] = [dates[from]!, dates[to]!];
      const which = rows === 1 ? `the row ${date}` : `${all ? "all " : ""}${rows} rows, ${date} to ${until},`;
      const verb = rows === 1 ? (kind === "removed" ? "has vanished" : "is new") : pluralVerb(kind);
      const emptied = isOnly ? `: the ${kind === "removed" ? "table" : "golden run's table"} is empty` : "";
      const message = `${which} of ${this.part.name} ${verb}${emptied}`;
      this.present(kind, "row", { date, ...(rows === 1 ? {} : { until, rows }), message });
    }
  }

  #base(kind: Change["kind"], what: Change["what"]) {
    const { stage, file } = this.part;
    return {
      kind,
      what,
      stage,
      artifact: file,
      date: null,
      asset: null,
      residual: null,
      allowed: null,
    } as const satisfies Partial<Change>;
  }
}

function pluralVerb(kind: "added" | "removed"): string {
  return kind === "removed" ? "have vanished" : "are new";
}

/** From the first to the last of a table's dates, for what is about all of them. */
export function spanOf(dates: readonly string[]): Pick<Change, "date" | "until" | "rows"> {
  const [date = null] = dates;
  return dates.length < 2 ? { date } : { date, until: dates.at(-1)!, rows: dates.length };
}
