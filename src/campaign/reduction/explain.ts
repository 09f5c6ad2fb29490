import type { Scenario } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";
import type { Value } from "./values.ts";
import { valuesOf } from "./values.ts";

/** Engine runs that telling relevant values apart may take. */
export const EXPLANATION_BUDGET = 60;

/** Which values of a failing scenario matter, as JSON pointers into its document. */
export interface Explanation {
  /** Each was given other values, and the failure stayed the same. */
  readonly irrelevant: readonly string[];
  /** Another value makes the failure vanish, or another one. */
  readonly relevant: readonly string[];
  /** Engine runs that it took. */
  readonly runs: number;
}

export interface ExplanationOptions {
  /** Engine runs that may be spent, {@link EXPLANATION_BUDGET} at most. */
  readonly budget: number;
  readonly runsPerCase: number;
}

/**
 * Varies every figure of a reduced scenario alone: 0, another sign, another size. One that may be any of these says
 * nothing about the failure. Deterministic; a value for which the budget does not last is in neither list.
 */
export async function explain(
  scenario: Scenario,
  stillFailsAfter: (edit: Edit) => Promise<boolean>,
  { budget, runsPerCase }: ExplanationOptions,
): Promise<Explanation> {
  const most = Math.min(budget, EXPLANATION_BUDGET);
  const irrelevant: string[] = [];
  const relevant: string[] = [];
  let runs = 0;
  for (const value of valuesOf(scenario)) {
    const edits = variantsOf(value).filter((edit) => edit(scenario) !== undefined);
    if (edits.length === 0) continue;
    if (runs + edits.length * runsPerCase > most) break;
    let matters = false;
    for (const edit of edits) {
      runs += runsPerCase;
      matters = !(await stillFailsAfter(edit));
      if (matters) break;
    }
    (matters ? relevant : irrelevant).push(value.pointer);
  }
  return { irrelevant, relevant, runs };
}

function variantsOf({ value, others, as }: Value): Edit[] {
  return others.filter((other) => other !== value).map(as);
}
