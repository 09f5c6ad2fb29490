import { ConfigError } from "../model/errors.ts";
import { TABLE_NAMES } from "../model/run.ts";
import type { Settings } from "../model/settings.ts";
import type { Evidence } from "../model/verdict.ts";
import type { Waiver } from "../model/waiver.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import { EXACT_IN_RANGE } from "../numeric/tolerance.ts";
import type { Statement } from "../report/assemble.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Place, Terms } from "../verify/terms.ts";

/** Single precision carries 24 bits: equivalent engines were seen 7e-6 apart after a backtest. */
const FLOAT32: Tolerance = { absolute: 1e-7, relative: 1e-4 };

/** The statement that the waivers of the config are themselves in order. */
export const WAIVERS: Statement = {
  id: "waivers/in-force",
  title: "Every waiver is in force and still needed",
  severity: "error",
};

/** What is judged only when asked for says so instead of applying; a stored pair of it can still be judged again. */
export function askedFor(
  invariants: readonly Invariant[],
  { reference }: Pick<Settings["campaign"], "reference">,
): readonly Invariant[] {
  return invariants.map((each) => {
    const { optIn } = each.kind === "relation" ? each : {};
    return optIn === undefined || reference ? each : { ...each, followUp: () => optIn };
  });
}

/** What a config grants an engine beyond the definitions of the invariants. */
export type Granted = Pick<Settings, "waivers" | "tolerances">;

/** The invariants under the config's tolerances and the waivers that are in force on a day. */
export function underSettings(
  invariants: readonly Invariant[],
  settings: Granted,
  today: string,
): readonly Invariant[] {
  const { profile, tables } = settings.tolerances;
  checkNames(settings, invariants);
  const byTable = Object.keys(tables).length > 0;
  return invariants.map((invariant) => {
    const exact = invariant.tolerance.relative === 0 && invariant.tolerance.absolute <= EXACT_IN_RANGE.absolute;
    const waivers = settings.waivers.filter(({ id, expires }) => id === invariant.id && expires >= today);
    if (waivers.length === 0 && (exact || (profile === "default" && !byTable))) return invariant;
    const terms: Terms = {
      ...(waivers.length === 0 ? {} : { waives: (place) => waivers.some((waiver) => covers(waiver, place)) }),
      ...(exact || !byTable ? {} : { toleranceOf: (table) => tables[table] }),
    };
    return { ...invariant, terms, ...(!exact && profile === "float32" ? { tolerance: FLOAT32 } : {}) };
  });
}

/** What the config grants beyond the invariants' own tolerances, one sentence each: nobody should take it for theirs. */
export function grantedTolerances({
  tolerances: { profile, tables },
}: Pick<Settings, "tolerances">): readonly string[] {
  const within = ({ absolute, relative }: Tolerance) => `by ${absolute} + ${relative} of their size`;
  return [
    ...(profile === "float32"
      ? [`The config grants the tolerances of single precision: figures may differ ${within(FLOAT32)}.`]
      : []),
    ...Object.entries(tables).map(
      ([table, tolerance]) =>
        `The config grants ${table} a tolerance of its own: figures may differ ${within(tolerance)}.`,
    ),
  ];
}

/**
 * Adds the evidence that the waivers are in order: an expired one, or one whose invariant was examined and needed it
 * nowhere, fails. Waivers of invariants that were not examined this time are left alone. Answers the statements to show.
 */
export function judgeWaivers(
  settings: Pick<Settings, "waivers">,
  book: EvidenceBook,
  today: string,
): readonly Statement[] {
  const { waivers } = settings;
  if (waivers.length === 0) return [];
  const violations: Evidence["violations"] = [];
  let examined = 0;
  for (const waiver of waivers) {
    const pages = book.pages.get(waiver.id) ?? [];
    const looked = pages.some((evidence) => evidence.examined > 0);
    const expired = waiver.expires < today;
    if (!expired && !looked) continue;
    examined++;
    const needed = pages.some(({ waivedCount = 0 }) => waivedCount > 0);
    if (expired)
      violations.push(broken(waiver, `until ${waiver.expires}`, `today is ${today}`, "the waiver has expired"));
    else if (!needed)
      violations.push(broken(waiver, "a violation to waive", "none", "the waiver is not needed any more"));
  }
  const verdict = violations.length > 0 ? "fail" : examined > 0 ? "pass" : "skipped";
  book.add(WAIVERS.id, {
    method: "run",
    subject: "config",
    verdict,
    ...(verdict === "skipped" ? { reason: "none of the waived invariants was examined" } : {}),
    examined,
    cases: Math.min(1, examined),
    worst: null,
    violations,
    violationCount: violations.length,
  });
  return [WAIVERS];
}

function broken({ id, reason }: Waiver, expected: string, actual: string, what: string) {
  const message = `${what}: ${id} (${reason})`;
  return {
    date: null,
    asset: null,
    artifact: "waivers",
    expected,
    actual,
    residual: null,
    tolerance: null,
    message,
    location: null,
  };
}

function covers({ from, to, assets }: Waiver, { date, asset }: Place): boolean {
  if (from !== undefined && (date === undefined || date < from)) return false;
  if (to !== undefined && (date === undefined || date > to)) return false;
  return assets === undefined || (asset !== undefined && assets.includes(asset));
}

function checkNames({ waivers, tolerances }: Granted, invariants: readonly Invariant[]): void {
  for (const [i, { id }] of waivers.entries()) {
    if (invariants.some((each) => each.id === id)) continue;
    throw new ConfigError({
      what: "a waiver of an invariant that does not exist",
      where: `waivers[${i}].id`,
      expected: "an id that `tieout catalog` lists",
      actual: id,
    });
  }
  for (const name of Object.keys(tolerances.tables)) {
    if ((TABLE_NAMES as readonly string[]).includes(name)) continue;
    throw new ConfigError({
      what: "a tolerance for a table that does not exist",
      where: "tolerances.tables",
      expected: TABLE_NAMES.join(", "),
      actual: name,
    });
  }
}
