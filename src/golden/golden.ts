import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import type { Engine } from "../model/engine.ts";
import type { Report } from "../model/report.ts";
import type { EngineIdentity, Run } from "../model/run.ts";
import type { Verdict } from "../model/verdict.ts";
import { TOOL } from "../model/version.ts";
import type { Tolerances } from "../model/waiver.ts";
import type { RunInvariant } from "../verify/invariant.ts";
import type { GoldenCase } from "./case.ts";
import { compareRuns } from "./diff/case-diff.ts";
import type { CaseDiff, GoldenDiff } from "./diff/document.ts";
import { GOLDEN_DIFF_SCHEMA } from "./diff/document.ts";
import { FORMULA, tolerancesOf } from "./diff/headroom.ts";
import type { KeptRun } from "./store/read.ts";
import { readGolden } from "./store/read.ts";
import { judgeGolden, verdictChanges } from "./verdicts.ts";

/** What a case is compared by. */
export interface GoldenTerms {
  readonly engine: Engine;
  readonly invariants: readonly RunInvariant[];
  /** What the config grants. */
  readonly tolerances: Tolerances;
}

/** A case, run and compared. */
export interface ComparedCase {
  readonly golden: GoldenCase;
  readonly diff: CaseDiff;
  /** Today's run, who made it and what the invariants say of it. */
  readonly run: Run;
  readonly engine: EngineIdentity;
  readonly report: Report;
  /** The accepted run; absent until the first accept. */
  readonly kept: Run | undefined;
}

/** Runs a case and compares it with its accepted run; unproven where none was accepted yet. */
export async function compareCase(golden: GoldenCase, terms: GoldenTerms): Promise<ComparedCase> {
  const kept = readGolden(golden);
  const { name, version } = await terms.engine.describe();
  const engine = { name, version };
  const run = await terms.engine.run(golden.scenario);
  const report = judgeGolden(golden, run, engine, terms.invariants);
  const common = {
    case: golden.name,
    scenario: scenarioWords(golden),
    engine: { ...(kept === undefined ? {} : { expected: kept.document.engine }), actual: engine },
  };
  if (kept === undefined) return { golden, run, engine, report, kept: undefined, diff: { ...common, ...NOT_YET } };
  const diff = compareRuns(kept, run, tolerancesOf(golden.tolerances, terms.tolerances));
  const tampered = [...staleScenario(golden, kept), ...kept.tampered];
  const verdicts = [...verdictChanges(kept.report, report)];
  const verdict: Verdict = tampered.length + verdicts.length > 0 ? "fail" : diff.verdict;
  return {
    golden,
    run,
    engine,
    report,
    kept: kept.run,
    diff: { ...common, ...diff, verdict, report: verdicts, tampered },
  };
}

/** What was found in all cases as one document; its verdict is the worst, and one with nothing compared is unproven. */
export function goldenDiff(cases: readonly CaseDiff[], unreferenced: readonly string[]): GoldenDiff {
  const fails = unreferenced.length > 0 || cases.some(({ verdict }) => verdict === "fail");
  const passes = cases.length > 0 && cases.every(({ verdict }) => verdict === "pass");
  return {
    schema: GOLDEN_DIFF_SCHEMA,
    tool: TOOL,
    verdict: fails ? "fail" : passes ? "pass" : "unproven",
    formula: FORMULA,
    cases: [...cases],
    unreferenced: [...unreferenced],
  };
}

const NOT_YET = {
  verdict: "unproven",
  reason: "no run was accepted yet; look at it, then: tieout golden accept",
  compared: 0,
  rounded: 0,
  counts: { added: 0, removed: 0, changed: 0, moved: 0 },
  divergences: [],
  named: [],
  stages: [],
  artifacts: [],
  report: [],
  tampered: [],
} satisfies Partial<CaseDiff>;

function scenarioWords({ name, scenario: { market } }: GoldenCase): CaseDiff["scenario"] {
  const { dates, assets } = market;
  return { name, from: dates[0]!, to: dates.at(-1)!, dates: dates.length, assets: assets.length };
}

/** A scenario that was changed after its run was accepted: what came out belongs to another question. */
function staleScenario({ scenario }: GoldenCase, { document }: KeptRun): CaseDiff["tampered"] {
  const actual = scenarioDigest(scenario);
  return actual === document.scenario ? [] : [{ artifact: "the scenario", expected: document.scenario, actual }];
}
