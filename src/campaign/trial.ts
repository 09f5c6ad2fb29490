import type { Engine } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";
import { Random } from "../numeric/random.ts";
import { sameScenario } from "../relations/same-scenario.ts";
import type { Invariant, RelationInvariant } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { judgePair, judgeRun } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import type { Answer, ENGINE_ANSWERS } from "./answer.ts";
import { answerOf, judgeAnswer, owed, secondAnswer } from "./answer.ts";
import type { FailingCase } from "./reduction/session.ts";
import { signatureOf } from "./signature.ts";

/** What can be tried on its own: an invariant of a catalog, or that the engine answers at all. */
export type Statement = Invariant | typeof ENGINE_ANSWERS;

/** One statement judged on one scenario or pair; a text where the engine gave nothing to judge. */
export type Trial = Finding | string;

/** What an engine made of a case: of its scenario, and of the second one where the first gave a run to go with it. */
export interface CaseAnswers {
  readonly first: Answer;
  readonly second?: Answer;
}

/**
 * Runs the engine on a case, twice for a pair. A pair of one scenario asks what the engine remembers: a run that holds
 * nothing goes before, so that it remembers as little as a new engine does.
 */
export async function answersTo(engine: Engine, statement: Statement, failing: FailingCase): Promise<CaseAnswers> {
  const { scenario, followUp } = failing;
  if (isOfOneScenario(failing)) await answerOf(engine, holdingNothing(scenario));
  const first = await answerOf(engine, scenario);
  if (followUp === undefined || first.kind !== "run") return { first };
  if (!("kind" in statement)) return { first, second: await answerOf(engine, followUp) };
  if (statement.kind !== "relation") return { first };
  return { first, second: await secondAnswer(engine, statement, scenario, followUp) };
}

/** Runs the engine on a case and judges one statement about it. */
export async function tryCase(engine: Engine, statement: Statement, failing: FailingCase): Promise<Trial> {
  const { first, second } = await answersTo(engine, statement, failing);
  if (!("kind" in statement)) {
    const answer = second ?? first;
    return answer.kind === "rejected" ? `the engine rejects the scenario: ${answer.reason}` : judgeAnswer(answer);
  }
  if (first.kind !== "run") return whyNoRun(first);
  const source = new RunView(first.run, "scenario");
  if (statement.kind === "run") return judgeRun(statement, source);
  if (statement.kind === "passes") return "a statement about two passes needs both of them";
  const { scenario, followUp } = failing;
  if (followUp === undefined || second === undefined) return "a relation needs the second scenario of the pair";
  return judgeSecond(statement, source, second, { scenario, followUp });
}

/** A relation tried on a scenario and on what it makes of it: the pair, and what came of it. */
export interface Related {
  readonly pair: FailingCase;
  readonly trial: Trial;
}

/**
 * Runs the engine on a scenario and on the second one that the relation makes of it with a seed, and judges the pair.
 * `forgets` runs one that holds nothing before, as {@link tryCase} does for a pair of one scenario.
 */
export async function tryRelated(
  engine: Engine,
  relation: RelationInvariant,
  scenario: Scenario,
  { seed, forgets = false }: { seed: number; forgets?: boolean },
): Promise<Related> {
  if (forgets) await answerOf(engine, holdingNothing(scenario));
  const answer = await answerOf(engine, scenario);
  if (answer.kind !== "run") return { pair: { scenario }, trial: whyNoRun(answer) };
  const source = new RunView(answer.run, "scenario");
  const { capabilities } = await engine.describe();
  const followUp = owed(relation.followUp(scenario, new Random(seed), source), capabilities);
  if (typeof followUp === "string") return { pair: { scenario }, trial: followUp };
  const pair = { scenario, followUp };
  const second = await secondAnswer(engine, relation, scenario, followUp);
  return { pair, trial: judgeSecond(relation, source, second, pair) };
}

/** Engine runs that {@link tryCase} makes of a case. */
export function runsOf(statement: Statement, failing: FailingCase): number {
  if (failing.followUp === undefined) return 1;
  const between = "kind" in statement && statement.kind === "relation" && statement.between !== undefined;
  return 2 + (isOfOneScenario(failing) ? 1 : 0) + (between ? 1 : 0);
}

/** Whether a pair asks the engine the same thing twice. */
export function isOfOneScenario({ scenario, followUp }: FailingCase): boolean {
  return followUp !== undefined && sameScenario(scenario, followUp);
}

/** The first violation of a trial that has the signature; undefined when it fails otherwise or not at all. */
export function violationWith(signature: string, id: string, trial: Trial): Violation | undefined {
  if (typeof trial === "string") return undefined;
  return trial.probe.violations.find((violation) => signatureOf(id, violation) === signature);
}

function judgeSecond(
  relation: RelationInvariant,
  source: RunView,
  second: Answer,
  { scenario, followUp }: Required<FailingCase>,
): Trial {
  if (second.kind !== "run") return whyNoRun(second);
  const view = new RunView(second.run, "follow-up");
  return judgePair(relation, { source, followUp: view, scenario, followUpScenario: followUp });
}

function whyNoRun(answer: { kind: "rejected"; reason: string } | { kind: "crashed"; message: string }): string {
  return answer.kind === "rejected"
    ? `the engine rejects the scenario: ${answer.reason}`
    : `the engine breaks: ${answer.message}`;
}

/** The same scenario with all weights outright 0. */
function holdingNothing({ market, config }: Scenario): Scenario {
  const sleeves = config.sleeves.map((sleeve) => {
    const { strategy } = sleeve;
    if (strategy.kind !== "weights") return sleeve;
    return { ...sleeve, strategy: { ...strategy, values: strategy.values.map(() => market.assets.map(() => 0)) } };
  });
  return { market, config: { ...config, sleeves } };
}
