import { referenceStages } from "../engine/reference.ts";
import type { Stages } from "../engine/stages.ts";
import type { Fault } from "../faults/fault.ts";
import type { Engine } from "../model/engine.ts";
import type { InvariantReport, KillReport } from "../model/report.ts";
import type { Scenario } from "../model/scenario.ts";
import { hash32, Random } from "../numeric/random.ts";
import { generateScenario } from "../scenarios/generate.ts";
import type { Invariant, Passes } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { judgePair, judgePasses, judgeRun } from "../verify/judge.ts";
import { Probe } from "../verify/probe.ts";
import { RunView } from "../verify/run-view.ts";
import { answerOf, secondAnswer } from "./answer.ts";
import { Findings } from "./findings.ts";
import { passesOf } from "./passes.ts";

/** Generated scenarios on which every seeded fault is noticed by all that it names, whatever the seed. */
export const SELF_TEST_CASES = 512;

/** Cases that are looked at before a fault whose invariants have all noticed it is left. */
const CASES_AT_LEAST = 32;

/** Two passes cost two further runs: a fault that names none of their invariants is put to them on every eighth case. */
const PASSES_EVERY = 8;

/** A relation costs a further run each: a fault that does not name it is put to it on every fourth case. */
const RELATION_EVERY = 4;

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
  /** Generated scenarios that each fault could be noticed on. */
  readonly cases: number;
  /** One row of the kill matrix a fault, in the order given. */
  readonly kills: readonly KillReport[];
  /**
   * What the invariants said of the engine without a fault; anything but a pass is a false alarm or a blind spot. A
   * warning is about behaviour and may rightly be raised on a generated market; there it counts for no kill.
   */
  readonly clean: readonly InvariantReport[];
  /** Invariants that noticed no fault: nothing shows that they can fail. */
  readonly unkilled: readonly string[];
}

/** A scenario, and the seed that the second ones of its pairs are drawn with. */
interface Exhibit {
  readonly scenario: Scenario;
  readonly seed: number;
  /** What the engine without a fault is warned of on this scenario. */
  readonly warned: Set<string>;
}

/** What is put to the invariants on one exhibit: a run, and the two passes once somebody asks for them. */
interface Bench {
  readonly engine: Engine;
  readonly exhibit: Exhibit;
  readonly source: RunView;
  passes?: Promise<Passes | undefined>;
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
  return { cases: options.cases, kills, clean: findings.reports(), unkilled };
}

async function exhibitsOf(options: SelfTestOptions, engine: Engine): Promise<Exhibit[]> {
  const { capabilities } = await engine.describe();
  const { seed, cases, scenarios = [] } = options;
  const generated = Array.from({ length: cases }, (_, i) =>
    generateScenario(new Random(hash32(seed, "self-test", i)), capabilities),
  );
  return [...scenarios, ...generated].map((scenario, i) => ({
    scenario,
    seed: hash32(seed, "exhibit", i),
    warned: new Set<string>(),
  }));
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
  const bench: Bench = { engine, exhibit, source: new RunView(answer.run, "self-test") };
  for (const invariant of invariants) {
    const finding = await judged(invariant, bench);
    if (finding === undefined) continue;
    findings.add(invariant, finding, { scenario: exhibit.scenario, case: number });
    if (finding.verdict === "fail" && invariant.severity === "warning") exhibit.warned.add(invariant.id);
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
  const aboutPasses = fault.breaks.some((id) => invariants.some((each) => each.id === id && each.kind === "passes"));
  for (const [number, exhibit] of exhibits.entries()) {
    if (number >= CASES_AT_LEAST && fault.breaks.every((id) => killedBy.has(id))) break;
    const answer = await answerOf(engine, exhibit.scenario);
    if (answer.kind !== "run") continue;
    const bench: Bench = { engine, exhibit, source: new RunView(answer.run, fault.id) };
    for (const invariant of asleep) {
      if (invariant.kind === "passes" && !aboutPasses && number % PASSES_EVERY !== 0) continue;
      const named = fault.breaks.includes(invariant.id);
      if (invariant.kind === "relation" && !named && number % RELATION_EVERY !== 0) continue;
      if (exhibit.warned.has(invariant.id)) continue;
      const finding = await judged(invariant, bench);
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

async function judged(invariant: Invariant, bench: Bench): Promise<Finding | undefined> {
  const { engine, exhibit, source } = bench;
  const { scenario, seed } = exhibit;
  if (invariant.kind === "run") return judgeRun(invariant, source);
  if (invariant.kind === "passes") {
    bench.passes ??= passesOf(engine, scenario);
    const passes = await bench.passes;
    return passes && judgePasses(invariant, passes);
  }
  const followUp = invariant.followUp(scenario, new Random(hash32(seed, invariant.id)), source);
  if (typeof followUp === "string") {
    return { verdict: "skipped", reason: followUp, probe: new Probe(invariant.tolerance) };
  }
  const answer = await secondAnswer(engine, invariant, scenario, followUp);
  if (answer.kind !== "run") return undefined;
  const view = new RunView(answer.run, "self-test, follow-up");
  return judgePair(invariant, { source, followUp: view, scenario, followUpScenario: followUp });
}
