import type { Counterexample } from "../model/counterexample.ts";
import { COUNTEREXAMPLE_SCHEMA } from "../model/counterexample.ts";
import type { Engine } from "../model/engine.ts";
import type { EngineIdentity } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { scenarioDocument } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";
import { TOOL } from "../model/version.ts";
import { beyondCapabilities, withinCapabilities } from "../scenarios/capabilities.ts";
import { answerOf, ENGINE_ANSWERS } from "./answer.ts";
import type { Discovery } from "./findings.ts";
import { methodOf } from "./findings.ts";
import type { Reduction } from "./reducer.ts";
import { reduce } from "./reducer.ts";
import type { Edit } from "./reduction/edits.ts";
import { explain } from "./reduction/explain.ts";
import type { FailingCase } from "./reduction/session.ts";
import { signatureOf } from "./signature.ts";
import type { Trial } from "./trial.ts";
import { isOfOneScenario, runsOf, tryCase, tryRelated } from "./trial.ts";
import type { Worst } from "./worst.ts";
import { worseOf, worstOf } from "./worst.ts";

/** Engine runs that the reduction of a scenario on which the engine hangs may cost. */
const HANG_BUDGET = 16;

/** Whose counterexample it is, and what its reduction may cost in engine runs. */
export interface CounterexampleContext {
  readonly engine: Engine;
  readonly identity: EngineIdentity;
  readonly seed: number;
  readonly reductionBudget: number;
}

/**
 * Reduces a discovery, tells the values that matter from those that do not, and writes down what is needed to replay
 * it: the scenario, the signature, the violation, and the worst one that was seen on the way.
 */
export async function counterexampleOf(discovery: Discovery, context: CounterexampleContext): Promise<Counterexample> {
  const { statement, signature } = discovery;
  const witness = new Witness(discovery, context.engine);
  const start = caseOf(discovery);
  const { capabilities } = await context.engine.describe();
  const budget = isHang(discovery) ? Math.min(HANG_BUDGET, context.reductionBudget) : context.reductionBudget;
  const reduced = await reduce(start, (candidate) => witness.stillFails(candidate), {
    place: discovery.violation,
    budget,
    runsPerCase: runsOf(statement, start),
    recordedBooks: async (scenario) => {
      const answer = await answerOf(context.engine, scenario);
      return answer.kind === "run" ? answer.run.table("weights_pre") : undefined;
    },
    remake: (scenario, seed) => witness.remake(scenario, seed),
    // A recorded run may ask for more than the engine offers, and is then reduced as it is.
    ...(beyondCapabilities(start.scenario.config, capabilities) === undefined
      ? { within: (candidate: Scenario, was: Scenario) => withinCapabilities(candidate, was, capabilities) }
      : {}),
  });
  const violation = witness.violation; // of the smallest case; explaining tries others
  const marks = await explain(reduced.scenario, (edit) => witness.stillFailsAfter(edit, reduced), {
    budget: isHang(discovery) ? 0 : budget,
    runsPerCase: runsOf(statement, reduced),
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
    ...(witness.worst === undefined ? {} : { worst: witness.worst }),
    ...(marks.irrelevant.length === 0 ? {} : { irrelevant: [...marks.irrelevant] }),
    ...(marks.relevant.length === 0 ? {} : { relevant: [...marks.relevant] }),
    found: {
      seed: context.seed,
      case: discovery.case,
      shrinkSteps: reduced.steps,
      shrinkRuns: reduced.runs,
      explainRuns: marks.runs,
    },
    engine: { name: context.identity.name, version: context.identity.version },
    tool: TOOL,
  };
}

/** Whether the engine took too long: each candidate that does so too costs the whole of its time limit. */
function isHang({ statement, violation }: Discovery): boolean {
  return statement.id === ENGINE_ANSWERS.id && violation.actual === "EngineTimeoutError";
}

/** Tries candidates, and keeps the last violation of the signature and the worst one. */
class Witness {
  readonly #discovery: Discovery;
  readonly #engine: Engine;
  /** Whether the pair is one scenario twice, so that the engine has to forget before. */
  readonly #forgets: boolean;
  violation: Violation;
  worst: Worst | undefined;

  constructor(discovery: Discovery, engine: Engine) {
    this.#discovery = discovery;
    this.#engine = engine;
    this.#forgets = isOfOneScenario(caseOf(discovery));
    this.violation = discovery.violation;
    this.worst = worseOf(discovery.worst, worstOf(discovery.violation));
  }

  async stillFails(candidate: FailingCase): Promise<boolean> {
    return this.#sees(await tryCase(this.#engine, this.#discovery.statement, candidate));
  }

  /** Whether a reduced case fails in the same way with an edit on top. */
  async stillFailsAfter(edit: Edit, { scenario, followUp, remadeWith }: Reduction): Promise<boolean> {
    const first = edit(scenario);
    if (first === undefined) return false;
    if (followUp === undefined) return this.stillFails({ scenario: first });
    if (remadeWith !== undefined) return (await this.remake(first, remadeWith)) !== undefined;
    const second = edit(followUp);
    return second !== undefined && this.stillFails({ scenario: first, followUp: second });
  }

  async remake(scenario: Scenario, seed: number): Promise<FailingCase | undefined> {
    const { statement } = this.#discovery;
    if (!("kind" in statement) || statement.kind !== "relation") return undefined;
    const options = { seed, forgets: this.#forgets };
    const { pair, trial } = await tryRelated(this.#engine, statement, scenario, options);
    return this.#sees(trial) ? pair : undefined;
  }

  #sees(trial: Trial): boolean {
    if (typeof trial === "string") return false;
    const { statement, signature } = this.#discovery;
    const same = trial.probe.violations.filter((violation) => signatureOf(statement.id, violation) === signature);
    if (same[0] === undefined) return false;
    this.violation = same[0];
    for (const violation of same) this.worst = worseOf(this.worst, worstOf(violation));
    return true;
  }
}

function caseOf({ scenario, followUp }: Discovery): FailingCase {
  return followUp === undefined ? { scenario } : { scenario, followUp };
}
