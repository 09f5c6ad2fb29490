import { referenceStages } from "../engine/reference.ts";
import type { Stages } from "../engine/stages.ts";
import type { Fault } from "../faults/fault.ts";
import type { Engine } from "../model/engine.ts";
import type { InvariantReport, KillReport } from "../model/report.ts";
import type { Scenario } from "../model/scenario.ts";
import { hash32, Random } from "../numeric/random.ts";
import { generateScenario } from "../scenarios/generate.ts";
import type { Invariant } from "../verify/invariant.ts";
import { judgePair, judgeRun } from "../verify/judge.ts";
import { Probe } from "../verify/probe.ts";
import { RunView } from "../verify/run-view.ts";
import { answerOf, secondAnswer } from "./answer.ts";
import { Findings } from "./findings.ts";

/** Cases that are looked at before a fault whose invariants have all noticed it is left. */
const CASES_AT_LEAST = 32;

export interface SelfTestOptions {
  readonly faults: readonly Fault[];
  readonly invariants: readonly Invariant[];
  /** Puts stages behind the engine port: `engineOf` of src/engine/reference.ts. */
  readonly engineOf: (stages: Stages, name?: string) => Engine;
  readonly seed: number;
  /** Generated scenarios that a fault has to be noticed on. */
  readonly cases: number;
  /** Scenarios to look at before the generated ones. */
  readonly scenarios?: readonly Scenario[];
  readonly onProgress?: (progress: { readonly done: number; readonly planned: number; readonly fault: string }) => void;
}

export interface SelfTestResult {
  /** One row of the kill matrix a fault, in the order given. */
  readonly kills: readonly KillReport[];
  /** What the invariants said of the engine without a fault; anything but a pass is a false alarm or a blind spot. */
  readonly clean: readonly InvariantReport[];
  /** Invariants that noticed no fault: nothing shows that they can fail. */
  readonly unkilled: readonly string[];
}

/** A scenario, and the seed that the second ones of its pairs are drawn with. */
interface Exhibit {
  readonly scenario: Scenario;
  readonly seed: number;
}

/**
 * The kill matrix: every seeded fault against every invariant, on the same scenarios, and the engine without a fault
 * against all of them. Deterministic for a seed.
 */
export async function selfTest(options: SelfTestOptions): Promise<SelfTestResult> {
  const { faults, invariants, engineOf, onProgress } = options;
  const clean = engineOf(referenceStages);
  const exhibits = await exhibitsOf(options, clean);
  const findings = new Findings(invariants, "self-test");
  for (const [number, exhibit] of exhibits.entries()) await judgeClean(clean, invariants, exhibit, number, findings);
  const kills: KillReport[] = [];
  for (const [done, fault] of faults.entries()) {
    onProgress?.({ done, planned: faults.length, fault: fault.id });
    kills.push(await killsOf(fault, engineOf(fault.stages(referenceStages), fault.id), invariants, exhibits));
  }
  const killers = new Set(kills.flatMap(({ killedBy }) => killedBy));
  const unkilled = invariants.map(({ id }) => id).filter((id) => !killers.has(id));
  return { kills, clean: findings.reports(), unkilled };
}

async function exhibitsOf(options: SelfTestOptions, engine: Engine): Promise<Exhibit[]> {
  const { capabilities } = await engine.describe();
  const { seed, cases, scenarios = [] } = options;
  const generated = Array.from({ length: cases }, (_, i) =>
    generateScenario(new Random(hash32(seed, "self-test", i)), capabilities),
  );
  return [...scenarios, ...generated].map((scenario, i) => ({ scenario, seed: hash32(seed, "exhibit", i) }));
}

async function judgeClean(
  engine: Engine,
  invariants: readonly Invariant[],
  exhibit: Exhibit,
  number: number,
  findings: Findings,
): Promise<void> {
  const answer = await answerOf(engine, exhibit.scenario);
  if (answer.kind !== "run") return;
  const source = new RunView(answer.run, "self-test");
  for (const invariant of invariants) {
    const finding = await judged(engine, invariant, exhibit, source);
    if (finding !== undefined) findings.add(invariant, finding, { scenario: exhibit.scenario, case: number });
  }
}

/** Which invariants notice a fault. One that has is not asked again: the matrix wants to know who, not how often. */
async function killsOf(
  fault: Fault,
  engine: Engine,
  invariants: readonly Invariant[],
  exhibits: readonly Exhibit[],
): Promise<KillReport> {
  let asleep = [...invariants];
  const killedBy = new Set<string>();
  for (const [number, exhibit] of exhibits.entries()) {
    if (number >= CASES_AT_LEAST && fault.breaks.every((id) => killedBy.has(id))) break;
    const answer = await answerOf(engine, exhibit.scenario);
    if (answer.kind !== "run") continue;
    const source = new RunView(answer.run, fault.id);
    for (const invariant of asleep) {
      const finding = await judged(engine, invariant, exhibit, source);
      if (finding?.verdict === "fail") killedBy.add(invariant.id);
    }
    asleep = asleep.filter(({ id }) => !killedBy.has(id));
  }
  return {
    fault: fault.id,
    story: fault.story,
    breaks: [...fault.breaks],
    killedBy: invariants.map(({ id }) => id).filter((id) => killedBy.has(id)),
    survived: fault.breaks.filter((id) => !killedBy.has(id)),
  };
}

async function judged(engine: Engine, invariant: Invariant, { scenario, seed }: Exhibit, source: RunView) {
  if (invariant.kind === "run") return judgeRun(invariant, source);
  if (invariant.kind === "passes") return undefined;
  const followUp = invariant.followUp(scenario, new Random(hash32(seed, invariant.id)), source);
  if (typeof followUp === "string") {
    return { verdict: "skipped", reason: followUp, probe: new Probe(invariant.tolerance) } as const;
  }
  const answer = await secondAnswer(engine, invariant, scenario, followUp);
  if (answer.kind !== "run") return undefined;
  const view = new RunView(answer.run, "self-test, follow-up");
  return judgePair(invariant, { source, followUp: view, scenario, followUpScenario: followUp });
}
