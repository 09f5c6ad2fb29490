import { readRun } from "../../src/adapters/run-directory/read.ts";
import { residualChart } from "../../src/charts/residuals.ts";
import { runCharts } from "../../src/charts/run-charts.ts";
import { analyse } from "../../src/cli/analysis.ts";
import { readGoldenCase } from "../../src/golden/case.ts";
import { readGolden } from "../../src/golden/store/read.ts";
import { WEIGHT_WORDS } from "../../src/model/audit-words.ts";
import type { KillReport } from "../../src/model/report.ts";
import type { Evidence } from "../../src/model/verdict.ts";
import { assembleReport } from "../../src/report/assemble.ts";
import type { NamedTrace } from "../../src/report/html/chains.ts";
import { killMatrixHtml } from "../../src/report/html/kill-matrix-page.ts";
import { htmlReport } from "../../src/report/html/report-page.ts";
import type { Worked } from "../../src/report/worked.ts";

/** An asset's name that a page must show and not run. */
export const HOSTILE = `<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>`;

const ids = [
  "exposure/one-scalar",
  "exposure/gross-within-cap",
  "calendar/dates",
  "data/nothing-to-see",
  "relation/past",
];

function evidence(parts: Partial<Evidence>): Evidence {
  return {
    method: "run",
    subject: "futures",
    verdict: "pass",
    examined: 120,
    cases: 1,
    worst: { residual: 1e-12, relative: 1e-12, toleranceUsed: 1e-3 },
    violations: [],
    violationCount: 0,
    ...parts,
  };
}

const broken = evidence({
  verdict: "fail",
  worst: { residual: 3, relative: 0.75, toleranceUsed: 7.5e8 },
  violations: Array.from({ length: 30 }, (_, i) => ({
    date: "2020-03-05",
    asset: `${HOSTILE}${i}`,
    artifact: "allocator_sleeve_risk_v1_applied.csv",
    expected: -0.0004522613065326633,
    actual: -0.0026581605528973947,
    residual: -0.0022058992463647314,
    tolerance: 4e-9,
    message: `every asset must carry the same scalar; ${HOSTILE} does not`,
    location: null,
  })),
  violationCount: 812,
  counterexample: ".tieout/counterexamples/one-scalar-5d481203.json",
});

const kills: readonly KillReport[] = [
  { fault: "cap-forgotten", story: HOSTILE, breaks: [ids[1]!], killedBy: [ids[1]!, ids[0]!], survived: [] },
  { fault: "dates-unsorted", story: "Rows change places.", breaks: [ids[2]!], killedBy: [], survived: [ids[2]!] },
];

const worked: Worked = {
  name: "exposure/one-scalar  (seed 1, case 0)",
  title: "One scalar for all assets",
  given: ["given: rebalance every day"],
  header: { stage: "2024", label: "", cells: ["01-02", "01-03"] },
  rows: [
    { stage: "signal", label: `weight asked, ${HOSTILE}`, cells: ["", "1"] },
    { stage: "scalar", label: "weights_scaled A", cells: ["0", "[2]"] },
    { stage: "scalar", label: "  expected", cells: ["", "1"] },
  ],
  notes: ["· may be anything: the failure stays"],
  log: ["log  [RT] 2024-01-03: vol=5.00%"],
  outcome: ["They part at: scalar", "  expected 1, was 2"],
};

const report = assembleReport({
  subject: { kind: "engine", name: `desk ${HOSTILE}`, digest: "sha256:00" },
  seed: 7,
  statements: ids.map((id, i) => ({ id, title: `What is true of ${id}`, severity: i === 4 ? "warning" : "error" })),
  evidence: new Map([
    [ids[0]!, [broken, evidence({ method: "static", examined: 12, worst: null })]],
    [ids[1]!, [evidence({}), evidence({ subject: "stocks" })]],
    [ids[2]!, [evidence({ verdict: "unproven", examined: 0, reason: "nothing was examined", worst: null })]],
    [ids[3]!, [evidence({ verdict: "skipped", examined: 0, reason: "needs weights_post.csv", worst: null })]],
    [ids[4]!, [evidence({ method: "relation", cases: 64 })]],
  ]),
  kills,
  generated: { cases: 64, labels: { "exposure: vol-target": 40 } },
  notExamined: ["the engine behind the run"],
  assumptions: [HOSTILE],
  waivers: [{ id: ids[1]!, reason: "agreed with the desk", expires: "2027-01-31" }],
  provenance: {
    command: "tieout check",
    engine: { name: "desk", version: "1" },
    catalog: "sha256:11",
    inputs: [{ name: "run/returns.csv", digest: `sha256:${"2".repeat(64)}` }],
  },
});

const chain: NamedTrace = {
  name: "post-rt-normalization",
  rule: { id: "post-rt-normalization", title: "Scalars only", why: "", blindTo: "", words: WEIGHT_WORDS },
  trace: {
    schema: "tieout.trace/1",
    tool: { name: "tieout", version: "0.1.0" },
    verdict: "fail",
    sources: [],
    sinks: [
      {
        sink: "portfolioReturn#0",
        verdict: "fail",
        reason: "the sign is lost",
        places: [],
        chain: [
          {
            number: 1,
            place: { file: "engine.ts", line: 17, column: 1 },
            within: "run",
            variable: HOSTILE,
            unit: "w¹",
            kind: "source",
            text: "SOURCE scaleWeights()",
            from: [],
            violation: null,
          },
        ],
      },
    ],
    findings: [
      {
        kind: "abs",
        place: { file: "engine.ts", line: 18, column: 1 },
        message: "the sign is lost",
        sink: "portfolioReturn#0",
        level: "fail",
        step: null,
      },
    ],
    variables: [],
    answers: [{ question: "Is everything linear in the weights?", answer: "no", shown: ["engine.ts:18"] }],
    assumptions: [],
    entries: ["engine.ts: run"],
    filesVisited: 1,
    visited: [{ file: "engine.ts", functions: ["run"] }],
  },
};

/** A report with something in every section. */
export function wholeReport(): string {
  const run = readGolden(readGoldenCase("golden/us-stocks-fixed", "us-stocks-fixed"))!.run;
  const groups = [
    { title: "All invariants", charts: [residualChart(report)!], leftOut: [] },
    { title: "futures", ...runCharts(run, "run-1-", ["2008-09-01"]) },
    { title: "stocks", charts: [], leftOut: [{ id: "x", title: "Turnover", wants: "turnover.csv" }] },
  ];
  return htmlReport(report, { tables: [worked], chains: [chain], charts: groups });
}

/** The page that `tieout analyze` writes. */
export async function analysisOf(directory: string): Promise<string> {
  const unreadable = [`turnover.csv:2: ${HOSTILE}`];
  const request = { run: readRun(directory), name: HOSTILE, unreadable, formats: ["html"] as const };
  return (await analyse(request)).files.get("analysis.html") as string;
}

/** The self-test's own page. */
export function selfTestPage(): string {
  const clean = report.invariants.map((each) => ({ ...each, verdict: "pass" as const }));
  return killMatrixHtml({
    seed: 7,
    cases: 512,
    enough: 512,
    verdict: "harness-invalid",
    whole: true,
    kills,
    clean,
    unkilled: [ids[3]!],
  });
}
