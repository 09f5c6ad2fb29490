import type { Evidence, Violation } from "../model/verdict.ts";

/** The statement that what is proven of the source and what is seen of the runs fit together. */
export const SOURCE_AND_RUNS_AGREE = {
  id: "audits/source-and-runs-agree",
  title: "No statement is proven of the source and broken by a run, or broken in the source and held by every run",
  severity: "error",
} as const;

/**
 * Holds the static evidence of each statement against that of runs and relations. They are only compared where both
 * are decided; runs that leave anything unproven decide nothing for the source's failure. A contradiction says that the
 * audit follows another path than the runs take, or that one of the two is wrong.
 */
export function agreement(pages: ReadonlyMap<string, readonly Evidence[]>): Evidence {
  const violations: Violation[] = [];
  let examined = 0;
  for (const [id, page] of pages) {
    const runs = page.filter(
      ({ method, verdict }) => (method === "run" || method === "relation") && verdict !== "skipped",
    );
    const broken = runs.find(({ verdict }) => verdict === "fail");
    const allHold = runs.length > 0 && runs.every(({ verdict }) => verdict === "pass");
    if (broken === undefined && !allHold) continue;
    for (const source of page) {
      if (source.method !== "static" || (source.verdict !== "pass" && source.verdict !== "fail")) continue;
      examined++;
      if (source.verdict === "pass" && broken !== undefined) violations.push(onlyInRuns(id, source, broken));
      if (source.verdict === "fail" && broken === undefined) violations.push(onlyInSource(id, source, runs));
    }
  }
  const base = { method: "static", subject: "source and runs", examined, cases: examined, worst: null } as const;
  if (examined === 0) {
    const reason = "no statement is decided both of the source and of runs";
    return { ...base, verdict: "skipped", reason, violations: [], violationCount: 0 };
  }
  const verdict = violations.length > 0 ? "fail" : "pass";
  return { ...base, verdict, violations, violationCount: violations.length };
}

function onlyInRuns(id: string, source: Evidence, run: Evidence): Violation {
  const said = run.violations[0]?.message;
  return contradiction(
    `${id}: proven of the source (${source.subject}), but broken in ${run.subject}${said === undefined ? "" : `: ${said}`}; the runs take a path that the audit does not follow, or an assumption of the audit does not hold`,
    "fail",
    null,
  );
}

function onlyInSource(id: string, source: Evidence, runs: readonly Evidence[]): Violation {
  const found = source.violations[0];
  const names = runs.map(({ subject }) => subject).join(", ");
  return contradiction(
    `${id}: broken in the source (${source.subject}${found === undefined ? "" : `: ${found.message}`}), but held in ${names}; no run takes that path, or the audit is of another engine than the one that ran`,
    "pass",
    found?.location ?? null,
  );
}

function contradiction(message: string, runs: "pass" | "fail", location: string | null): Violation {
  return {
    date: null,
    asset: null,
    artifact: null,
    expected: runs === "pass" ? "fail" : "pass",
    actual: runs,
    residual: null,
    tolerance: null,
    message,
    location,
  };
}
