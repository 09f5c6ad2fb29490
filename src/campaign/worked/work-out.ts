import type { Counterexample } from "../../model/counterexample.ts";
import type { Engine } from "../../model/engine.ts";
import type { Worked } from "../../report/worked.ts";
import type { Invariant } from "../../verify/invariant.ts";
import { RunView } from "../../verify/run-view.ts";
import type { Answer } from "../answer.ts";
import { caseOf, statementOf } from "../replay.ts";
import { answersTo } from "../trial.ts";
import { workedTable } from "./worked-table.ts";

/** The worked table of a counterexample, with what the engine records on it now. */
export async function workOut(
  counterexample: Counterexample,
  engine: Engine,
  invariants: readonly Invariant[],
): Promise<Worked> {
  const statement = statementOf(counterexample.invariant, invariants);
  if (statement === undefined) return workedTable(counterexample, { statement });
  const { first, second } = await answersTo(engine, statement, caseOf(counterexample));
  return workedTable(counterexample, { statement, first: viewOf(first), second: viewOf(second) });
}

function viewOf(answer: Answer | undefined): RunView | undefined {
  return answer?.kind === "run" ? new RunView(answer.run, "counterexample") : undefined;
}
