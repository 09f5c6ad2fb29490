import type { Report } from "../../src/model/report.ts";
import type { Evidence, Violation } from "../../src/model/verdict.ts";
import type { ReportParts } from "../../src/report/assemble.ts";
import { assembleReport } from "../../src/report/assemble.ts";

/** What an engine or a file may put into a name. */
export const HOSTILE = "A&B <\"'> ]]> \u0000\u001b[31m\u0085 \ud800 \ufffe {0} [x](y) ../../é";

export function violation(more: Partial<Violation> = {}): Violation {
  return {
    date: "2024-01-05",
    asset: "ZT",
    artifact: "weights_scaled.csv",
    expected: 4,
    actual: 1,
    residual: -3,
    tolerance: 4e-9,
    message: "every asset must carry the same scalar",
    location: null,
    ...more,
  };
}

export function evidence(verdict: Evidence["verdict"], more: Partial<Evidence> = {}): Evidence {
  const examined = verdict === "pass" || verdict === "fail" ? 1885 : 0;
  const violations = verdict === "fail" ? [violation()] : [];
  return {
    method: "run",
    subject: "futures-13",
    verdict,
    ...(examined === 0 ? { reason: "needs weights_post.csv" } : {}),
    examined,
    cases: examined === 0 ? 0 : 1,
    worst: examined === 0 ? null : { residual: 0, relative: 0, toleranceUsed: 0 },
    violations,
    violationCount: violations.length,
    ...more,
  };
}

/** A report with the evidence given by statement; ids that start with `warning/` are warnings. */
export function reportOf(
  pages: Readonly<Record<string, readonly Evidence[]>>,
  more: Partial<Pick<ReportParts, "kills" | "notExamined" | "assumptions">> = {},
): Report {
  return assembleReport({
    subject: { kind: "engine", name: "execsim", digest: "sha256:00" },
    seed: 20240105,
    statements: Object.keys(pages).map((id) => ({
      id,
      title: `What ${id} says`,
      severity: id.startsWith("warning/") ? "warning" : "error",
    })),
    evidence: new Map(Object.entries(pages)),
    notExamined: ["source code"],
    assumptions: ["log returns"],
    ...more,
  });
}
