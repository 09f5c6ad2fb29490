import { referenceStages, runStages } from "../../src/engine/reference.ts";
import type { Stages } from "../../src/engine/stages.ts";
import type { Run } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import type { Invariant } from "../../src/verify/invariant.ts";
import type { Finding } from "../../src/verify/judge.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { judgedPair } from "./judging.ts";

/** A pair of related scenarios and what an engine made of them. */
export interface Related {
  readonly scenario: Scenario;
  readonly followUp: Scenario;
  readonly source: Run;
  readonly second: Run;
}

/** The pair that a relation makes of a scenario; a text where it does not apply. */
export function relate(
  invariant: Invariant,
  scenario: Scenario,
  seed = 1,
  stages: Stages = referenceStages,
): Related | string {
  if (invariant.kind !== "relation") throw new Error(`${invariant.id} is no relation`);
  const source = runStages(scenario, stages);
  const followUp = invariant.followUp(scenario, new Random(seed), new RunView(source, "source"));
  if (typeof followUp === "string") return followUp;
  if (invariant.between !== undefined) runStages(invariant.between(scenario), stages);
  return { scenario, followUp, source, second: runStages(followUp, stages) };
}

/** The same where the relation must apply. */
export function related(invariant: Invariant, scenario: Scenario, seed = 1, stages?: Stages): Related {
  const pair = relate(invariant, scenario, seed, stages);
  if (typeof pair === "string") throw new Error(pair);
  return pair;
}

/** What a relation finds out about a pair, with the second run or scenario replaced where given. */
export function judgedRelated(invariant: Invariant, pair: Related, changes: Partial<Related> = {}): Finding {
  const { scenario, followUp, source, second } = { ...pair, ...changes };
  return judgedPair(invariant, [scenario, source], [followUp, second]);
}
