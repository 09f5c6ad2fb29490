import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import type { Engine } from "../model/engine.ts";
import { EngineError, HarnessError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import type { EngineIdentity, Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
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

/** Today's run of a case, and what the invariants say of it. */
export interface Made {
  readonly run: Run;
  readonly report: Report;
}

/** A case, run and compared. */
export interface ComparedCase {
  readonly golden: GoldenCase;
  readonly diff: CaseDiff;
  /** Who was asked for today's run. */
  readonly engine: EngineIdentity;
  /** Absent where the engine refused the scenario or broke: the diff says how, and fails. */
  readonly made: Made | undefined;
  /** The accepted run; absent until the first accept. */
  readonly kept: Run | undefined;
}

/** Runs a case and compares it with its accepted run; unproven where none was accepted yet. */
export async function compareCase(golden: GoldenCase, terms: GoldenTerms): Promise<ComparedCase> {
  const kept = readGolden(golden);
  const { name, version } = await terms.engine.describe();
  const engine = { name, version };
  const common = {
    case: golden.name,
    scenario: scenarioWords(golden),
    engine: { ...(kept === undefined ? {} : { expected: kept.document.engine }), actual: engine },
  };
  const compared = { golden, engine, kept: kept?.run };
  const answer = await answerOf(terms.engine, golden.scenario);
  if (typeof answer === "string") {
    return { ...compared, made: undefined, diff: { ...common, ...NOTHING, verdict: "fail", reason: answer } };
  }
  const made = { run: answer, report: judgeGolden(golden, answer, engine, terms.invariants) };
  if (kept === undefined) {
    return { ...compared, made, diff: { ...common, ...NOTHING, verdict: "unproven", reason: NOT_YET } };
  }
  const diff = compareRuns(kept, made.run, tolerancesOf(golden.tolerances, terms.tolerances));
  const tampered = [...staleScenario(golden, kept), ...kept.tampered];
  const report = [...verdictChanges(kept.report, made.report)];
  const verdict: Verdict = tampered.length + report.length > 0 ? "fail" : diff.verdict;
  return { ...compared, made, diff: { ...common, ...diff, verdict, report, tampered } };
}

/** The engine's run, or why there is none: one case that breaks it does not hide the others. */
async function answerOf(engine: Engine, scenario: Scenario): Promise<Run | string> {
  try {
    return await engine.run(scenario);
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    const refused = error instanceof EngineError && error.kind === "rejected";
    const message = error instanceof Error ? error.message : String(error);
    return `the engine ${refused ? "refuses the scenario" : "broke"}: ${message}`;
  }
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

const NOT_YET = "no run was accepted yet; look at it, then: tieout golden accept";

const NOTHING = {
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
