import type { Engine } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { judgeRun } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import type { Answer } from "./answer.ts";
import { answerOf, ENGINE_ANSWERS, judgeAnswer } from "./answer.ts";
import type { Discovery } from "./findings.ts";
import type { FailingCase } from "./reduction/session.ts";
import { signatureOf } from "./signature.ts";
import type { Statement, Trial } from "./trial.ts";
import { tryRelated } from "./trial.ts";

/** What came of one scenario: each different failure, and what could not be judged on it. */
export interface Failures {
  readonly discoveries: readonly Discovery[];
  /** Why, by statement: the engine refuses the scenario, a relation does not apply, files are absent. */
  readonly notJudged: ReadonlyMap<string, string>;
  /** Comparisons made by all statements together. */
  readonly examined: number;
}

/**
 * Every different way in which an engine fails on one scenario: one run judged by all run invariants, and one pair for
 * each relation, made with the seed. Statements about two passes are not asked.
 */
export async function failuresOn(
  engine: Engine,
  scenario: Scenario,
  invariants: readonly Invariant[],
  seed: number,
): Promise<Failures> {
  const book = new FailureBook();
  const answer = await answerOf(engine, scenario);
  if (answer.kind !== "run") {
    book.add(ENGINE_ANSWERS, refused(answer) ?? judgeAnswer(answer), { scenario });
    return book;
  }
  const view = new RunView(answer.run, "scenario");
  for (const invariant of invariants) {
    if (invariant.kind === "run") book.add(invariant, judgeRun(invariant, view), { scenario });
    if (invariant.kind !== "relation") continue;
    const { pair, trial } = await tryRelated(engine, invariant, scenario, { seed });
    book.add(invariant, trial, pair);
  }
  return book;
}

/** The different ways in which a trial of one case failed. */
export function failuresIn(statement: Statement, trial: Trial, failing: FailingCase): Failures {
  const book = new FailureBook();
  book.add(statement, trial, failing);
  return book;
}

/** The signatures with which a finding fails, each with its first violation. */
export function signaturesOf(id: string, { probe }: Finding): ReadonlyMap<string, Violation> {
  const first = new Map<string, Violation>();
  for (const violation of probe.violations) {
    const signature = signatureOf(id, violation);
    if (!first.has(signature)) first.set(signature, violation);
  }
  return first;
}

class FailureBook implements Failures {
  readonly discoveries: Discovery[] = [];
  readonly notJudged = new Map<string, string>();
  examined = 0;

  add(statement: Statement, trial: Trial, { scenario, followUp }: FailingCase): void {
    if (typeof trial === "string") {
      this.notJudged.set(statement.id, trial);
      return;
    }
    this.examined += trial.probe.examined;
    if (trial.probe.examined === 0) this.notJudged.set(statement.id, trial.reason ?? "nothing to examine");
    for (const [signature, violation] of signaturesOf(statement.id, trial)) {
      this.discoveries.push({ statement, signature, violation, scenario, followUp, case: 0 });
    }
  }
}

function refused(answer: Answer): string | undefined {
  return answer.kind === "rejected" ? `the engine rejects the scenario: ${answer.reason}` : undefined;
}
