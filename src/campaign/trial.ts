import type { Engine } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { scenarioDocument } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { judgePair, judgeRun } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import { answerOf, type ENGINE_ANSWERS, judgeAnswer, secondAnswer } from "./answer.ts";
import type { FailingCase } from "./reduction/session.ts";
import { signatureOf } from "./signature.ts";

/** What can be tried on its own: an invariant of a catalog, or that the engine answers at all. */
export type Statement = Invariant | typeof ENGINE_ANSWERS;

/** One statement judged on one scenario or pair; a text where the engine gave nothing to judge. */
export type Trial = Finding | string;

/**
 * Runs the engine on a case, twice for a pair, and judges one statement about it. A pair of one scenario asks what the
 * engine remembers: a run that holds nothing goes before, so that it remembers as little as a new engine does.
 */
export async function tryCase(
  engine: Engine,
  statement: Statement,
  { scenario, followUp }: FailingCase,
): Promise<Trial> {
  if (followUp !== undefined && isSame(scenario, followUp)) await answerOf(engine, holdingNothing(scenario));
  const answer = await answerOf(engine, scenario);
  if (!("kind" in statement)) {
    const second = followUp === undefined || answer.kind !== "run" ? answer : await answerOf(engine, followUp);
    return second.kind === "rejected" ? `the engine rejects the scenario: ${second.reason}` : judgeAnswer(second);
  }
  if (answer.kind !== "run") return whyNoRun(answer);
  const source = new RunView(answer.run, "scenario");
  if (statement.kind === "run") return judgeRun(statement, source);
  if (statement.kind === "passes") return "a statement about two passes needs both of them";
  if (followUp === undefined) return "a relation needs the second scenario of the pair";
  const second = await secondAnswer(engine, statement, scenario, followUp);
  if (second.kind !== "run") return whyNoRun(second);
  const view = new RunView(second.run, "follow-up");
  return judgePair(statement, { source, followUp: view, scenario, followUpScenario: followUp });
}

/** The first violation of a trial that has the signature; undefined when it fails otherwise or not at all. */
export function violationWith(signature: string, id: string, trial: Trial): Violation | undefined {
  if (typeof trial === "string") return undefined;
  return trial.probe.violations.find((violation) => signatureOf(id, violation) === signature);
}

function whyNoRun(answer: { kind: "rejected"; reason: string } | { kind: "crashed"; message: string }): string {
  return answer.kind === "rejected"
    ? `the engine rejects the scenario: ${answer.reason}`
    : `the engine breaks: ${answer.message}`;
}

function isSame(a: Scenario, b: Scenario): boolean {
  return a === b || JSON.stringify(scenarioDocument(a)) === JSON.stringify(scenarioDocument(b));
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
