import type { InvariantReport, Report } from "../../model/report.ts";
import type { TraceFinding } from "../../model/trace.ts";
import type { Evidence, Violation } from "../../model/verdict.ts";
import { printable } from "../escape.ts";
import { count, counted, disagreement, extent, place } from "../figures.ts";
import { placeFromText, uriOf } from "../sarif/places.ts";
import type { AuditedTrace } from "../trace/audited.ts";
import type { Annotation } from "./workflow-command.ts";

/** GitHub shows this many annotations of a level for a step, and drops the others without a word. */
export const SHOWN_PER_LEVEL = 10;

/**
 * What is wrong in a report, as annotations: failures are errors, what is unproven and warnings that do not hold are
 * warnings. The first of each invariant come before the second of any, so that a cap hides repetitions first.
 */
export function reportAnnotations(report: Report): readonly Annotation[] {
  const byInvariant = report.invariants.map(annotationsOf);
  const rounds = byInvariant.reduce((most, { length }) => Math.max(most, length), 0);
  const all = Array.from({ length: rounds }, (_, round) =>
    byInvariant.flatMap((annotations) => annotations[round] ?? []),
  ).flat();
  const survivors = (report.kills ?? []).flatMap(({ fault, survived, story }): Annotation[] =>
    survived.length === 0
      ? []
      : [
          {
            level: "error",
            title: `seeded fault ${fault}`,
            message: `not noticed by ${survived.join(", ")}: ${story}`,
          },
        ],
  );
  return explained(report, [...survivors, ...all]);
}

/** The findings of static audits, each at its line. */
export function traceAnnotations(audited: readonly AuditedTrace[]): readonly Annotation[] {
  return audited.flatMap(({ rule, trace }) =>
    trace.findings.map(({ level, message, sink, place: at }: TraceFinding): Annotation => {
      const open = level === "open";
      return {
        level: open ? "warning" : "error",
        title: `audits/${rule.id}`,
        message: `${open ? "unproven: " : ""}${message}, on the way to ${sink}`,
        file: at.file,
        line: at.line,
        column: at.column,
      };
    }),
  );
}

/** At most what GitHub shows of each level; where there are more, the last one says how many. */
export function shown(annotations: readonly Annotation[]): readonly Annotation[] {
  return (["error", "warning", "notice"] as const).flatMap((level) => {
    const all = annotations.filter((each) => each.level === level);
    if (all.length <= SHOWN_PER_LEVEL) return all;
    const kept = all.slice(0, SHOWN_PER_LEVEL - 1);
    const rest = counted(all.length - kept.length, `${level} annotation`);
    const message = `${rest} more: GitHub shows ${SHOWN_PER_LEVEL} of a step. All are in the job summary and the report.`;
    return [...kept, { level, title: "tieout", message }];
  });
}

/** A report that is not green says why even where no invariant failed. */
function explained(report: Report, annotations: readonly Annotation[]): readonly Annotation[] {
  if (report.verdict === "pass" || annotations.some(({ level }) => level === "error")) return annotations;
  const { pass, unproven, skipped } = report.summary;
  const message = `nothing failed, and not everything was decided: ${count(pass)} pass, ${count(unproven)} unproven, ${count(skipped)} skipped`;
  return [{ level: "error", title: `tieout: ${report.verdict.toUpperCase()}`, message }, ...annotations];
}

function annotationsOf(invariant: InvariantReport): Annotation[] {
  const { verdict, severity, evidence, id, title } = invariant;
  if (verdict === "unproven") {
    return evidence
      .filter((each) => each.verdict === "unproven")
      .map((each) => ({
        level: "warning",
        title: id,
        message: `unproven: ${title}. ${each.subject}: ${printable(each.reason ?? extent(each))}`,
      }));
  }
  const level = severity === "error" ? "error" : "warning";
  return evidence.filter((each) => each.verdict === "fail").flatMap((each) => failures(invariant, each, level));
}

/** One a line of source, and one for all violations that have none. */
function failures({ id, title }: InvariantReport, evidence: Evidence, level: "error" | "warning"): Annotation[] {
  const { subject, violations, violationCount, counterexample } = evidence;
  const elsewhere = violations.filter(({ location }) => location === null);
  const lines = violations.flatMap((violation): Annotation[] => {
    const at = violation.location === null ? undefined : placeFromText(violation.location);
    if (at === undefined) return [];
    const { startLine: line, startColumn: column } = at.region!;
    const where = { file: decodeURIComponent(at.artifactLocation.uri), ...(line === undefined ? {} : { line }) };
    const message = `${title}. ${subject}: ${said(violation)}`;
    return [{ level, title: id, message, ...where, ...(column === undefined ? {} : { column }) }];
  });
  const [first] = elsewhere;
  if (first === undefined && lines.length > 0) return lines;
  const where = first === undefined ? "no violation was kept" : `${place(first)}: ${said(first)}`;
  const replay = counterexample === undefined ? "" : `\nreplay it: tieout replay ${printable(counterexample)}`;
  const message = `${title}. ${subject}: ${where}\n${counted(violationCount, "violation")}, ${extent(evidence)}${replay}`;
  const file = counterexample === undefined ? {} : { file: decodeURIComponent(uriOf(counterexample)) };
  return [...lines, { level, title: id, message, ...file }];
}

function said(violation: Violation): string {
  return `${disagreement(violation)}: ${printable(violation.message)}`;
}
