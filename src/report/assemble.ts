import type { InvariantReport, KillReport, Provenance, Report, ReportVerdict, Subject } from "../model/report.ts";
import { REPORT_SCHEMA } from "../model/report.ts";
import type { Evidence, Severity } from "../model/verdict.ts";
import { worstVerdict } from "../model/verdict.ts";
import { TOOL } from "../model/version.ts";
import type { Waiver } from "../model/waiver.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import { ABSOLUTE_FLOOR } from "../numeric/tolerance.ts";

/** What a report's line is about: an invariant of the catalog, a golden case, a rule. */
export interface Statement {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** What its figures may differ by, under the config's tolerances; for one whose verdict follows from comparing figures. */
  readonly tolerance?: Tolerance;
}

/** Everything that goes into a report. */
export interface ReportParts {
  readonly subject: Subject;
  readonly seed: number | null;
  /** Statements in the order in which they are shown. One without evidence is shown as unproven, never dropped. */
  readonly statements: readonly Statement[];
  /** Evidence by statement id, in the order in which it was gathered. */
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>;
  readonly kills?: readonly KillReport[];
  readonly generated?: Report["generated"];
  readonly notExamined: readonly string[];
  readonly assumptions: readonly string[];
  readonly waivers?: readonly Waiver[];
  readonly provenance?: Provenance;
}

/** Puts the parts together: verdict a statement, summary, and the verdict of the whole. */
export function assembleReport(parts: ReportParts): Report {
  const invariants = parts.statements.map((statement) => invariantReport(statement, parts.evidence.get(statement.id)));
  return {
    schema: REPORT_SCHEMA,
    tool: TOOL,
    verdict: reportVerdict(invariants, parts.kills ?? []),
    subject: parts.subject,
    seed: parts.seed,
    summary: summaryOf(invariants),
    invariants,
    ...(parts.kills === undefined ? {} : { kills: [...parts.kills] }),
    ...(parts.generated === undefined ? {} : { generated: parts.generated }),
    notExamined: [...parts.notExamined],
    assumptions: [...new Set(parts.assumptions)],
    waivers: [...(parts.waivers ?? [])],
    ...(parts.provenance === undefined ? {} : { provenance: parts.provenance }),
  };
}

/** How many statements came to which verdict. */
export function summaryOf(invariants: readonly InvariantReport[]): Report["summary"] {
  const summary = { pass: 0, fail: 0, unproven: 0, skipped: 0 };
  for (const { verdict } of invariants) summary[verdict]++;
  return summary;
}

/**
 * A surviving fault outranks everything: a harness that misses it proves nothing. Warnings never decide. A report in
 * which nothing passed is unproven, because nothing was examined.
 */
export function reportVerdict(invariants: readonly InvariantReport[], kills: readonly KillReport[]): ReportVerdict {
  if (kills.some(({ survived }) => survived.length > 0)) return "harness-invalid";
  const errors = invariants.filter(({ severity }) => severity === "error");
  const worst = worstVerdict(errors.map(({ verdict }) => verdict));
  return worst === "skipped" ? "unproven" : worst;
}

function invariantReport(
  { id, title, severity, tolerance }: Statement,
  evidence: readonly Evidence[] = [NO_EVIDENCE],
): InvariantReport {
  return {
    id,
    title,
    severity,
    ...shownTolerance(tolerance),
    verdict: worstVerdict(evidence.map(({ verdict }) => verdict)),
    evidence: [...evidence],
  };
}

/**
 * The tolerance of a statement that compares figures by their size. One that is absolute alone belongs to statements that
 * do not: figures of a log agree to the digits printed, whatever those are.
 */
function shownTolerance(tolerance: Tolerance | undefined): Pick<InvariantReport, "tolerance"> {
  if (tolerance === undefined) return {};
  const { absolute, relative } = tolerance;
  return relative === 0 && absolute >= ABSOLUTE_FLOOR ? {} : { tolerance: { absolute, relative } };
}

const NO_EVIDENCE: Evidence = {
  method: "run",
  subject: "nothing",
  verdict: "unproven",
  reason: "no evidence was gathered",
  examined: 0,
  cases: 0,
  worst: null,
  violations: [],
  violationCount: 0,
};
