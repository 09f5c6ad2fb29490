import type { Counterexample } from "../model/counterexample.ts";
import { COUNTEREXAMPLE_SCHEMA } from "../model/counterexample.ts";
import type { Engine } from "../model/engine.ts";
import type { EngineIdentity } from "../model/run.ts";
import { scenarioDocument } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";
import { TOOL } from "../model/version.ts";
import { answerOf } from "./answer.ts";
import type { Discovery } from "./findings.ts";
import { methodOf } from "./findings.ts";
import { reduce } from "./reducer.ts";
import type { FailingCase } from "./reduction/session.ts";
import { tryCase, violationWith } from "./trial.ts";

/** Whose counterexample it is, and what its reduction may cost in engine runs. */
export interface CounterexampleContext {
  readonly engine: Engine;
  readonly identity: EngineIdentity;
  readonly seed: number;
  readonly reductionBudget: number;
}

/** Reduces a discovery and writes down what is needed to replay it: the scenario, the signature and the violation. */
export async function counterexampleOf(discovery: Discovery, context: CounterexampleContext): Promise<Counterexample> {
  const { statement, signature } = discovery;
  let violation: Violation = discovery.violation;
  const stillFails = async (candidate: FailingCase) => {
    const found = violationWith(signature, statement.id, await tryCase(context.engine, statement, candidate));
    if (found !== undefined) violation = found;
    return found !== undefined;
  };
  const reduced = await reduce(caseOf(discovery), stillFails, {
    violationDate: discovery.violation.date,
    budget: context.reductionBudget,
    recordedBooks: async (scenario) => {
      const answer = await answerOf(context.engine, scenario);
      return answer.kind === "run" ? answer.run.table("weights_pre") : undefined;
    },
  });
  const method = methodOf(statement);
  return {
    schema: COUNTEREXAMPLE_SCHEMA,
    invariant: statement.id,
    method,
    ...(method === "relation" ? { relation: statement.id } : {}),
    signature,
    scenario: scenarioDocument(reduced.scenario),
    ...(reduced.followUp === undefined ? {} : { followUp: scenarioDocument(reduced.followUp) }),
    violation,
    found: { seed: context.seed, case: discovery.case, shrinkSteps: reduced.steps },
    engine: { name: context.identity.name, version: context.identity.version },
    tool: TOOL,
  };
}

function caseOf({ scenario, followUp }: Discovery): FailingCase {
  return followUp === undefined ? { scenario } : { scenario, followUp };
}
