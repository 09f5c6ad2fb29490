import { workOut } from "../../../src/campaign/worked/work-out.ts";
import { workedTable } from "../../../src/campaign/worked/worked-table.ts";
import type { Counterexample } from "../../../src/model/counterexample.ts";
import { scenarioDocument } from "../../../src/model/scenario.ts";
import type { Violation } from "../../../src/model/verdict.ts";
import { workedText } from "../../../src/report/worked.ts";
import type { scenarioOf } from "../support.ts";

export const NOTHING: Violation = {
  date: null,
  asset: null,
  artifact: null,
  expected: null,
  actual: null,
  residual: null,
  tolerance: null,
  message: "it is wrong",
  location: null,
};

export type Scenario = ReturnType<typeof scenarioOf>;

/** A counterexample of an invariant, written by hand. */
export function counterexample(
  invariant: string,
  scenario: Scenario,
  violation: Partial<Violation>,
  more: Partial<Counterexample> & { readonly second?: Scenario } = {},
): Counterexample {
  const { second, ...parts } = more;
  return {
    schema: "tieout.counterexample/1",
    invariant,
    method: second === undefined ? "run" : "relation",
    signature: `${invariant} | - | value`,
    scenario: scenarioDocument(scenario),
    ...(second === undefined ? {} : { followUp: scenarioDocument(second) }),
    violation: { ...NOTHING, ...violation },
    found: { seed: 1, case: 2, shrinkSteps: 3 },
    engine: { name: "engine", version: "1" },
    tool: { name: "tieout", version: "0.1.0" },
    ...parts,
  };
}

export const bare = (each: Counterexample) => workedText(workedTable(each, { statement: undefined }));

/** The worked table in text. */
export const worked = async (...asked: Parameters<typeof workOut>) => workedText(await workOut(...asked));

export const QUIET = { "2024-01-02": [0, 0], "2024-01-03": [0.1, 0], "2024-01-04": [0, -0.05] };
export const BOOKS = { "2024-01-02": [0.5, -0.1], "2024-01-04": null };
