import { referenceEngine } from "../engine/reference.ts";
import type { Capabilities, Engine } from "../model/engine.ts";
import { ConfigError, EngineError, MarketError } from "../model/errors.ts";
import type { Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { EXACT } from "../numeric/tolerance.ts";
import { beyondCapabilities } from "../scenarios/capabilities.ts";
import type { RelationInvariant } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { Probe } from "../verify/probe.ts";

/**
 * What every engine owes before any figure is looked at: an answer. A crash is a finding with a scenario to replay,
 * not the end of a campaign; a refusal is counted and is no finding.
 */
export const ENGINE_ANSWERS = Object.freeze({
  id: "engine/answers-every-scenario",
  title: "The engine answers every valid scenario that its capabilities name",
  severity: "error",
} as const);

/** What an engine made of a scenario. */
export type Answer =
  | { readonly kind: "run"; readonly run: Run }
  | { readonly kind: "rejected"; readonly reason: string }
  | { readonly kind: "crashed"; readonly errorName: string; readonly message: string };

/** Runs a scenario; whatever the engine throws becomes an answer. `signal` makes an engine in a process drop it. */
export async function answerOf(engine: Engine, scenario: Scenario, signal?: AbortSignal): Promise<Answer> {
  try {
    return { kind: "run", run: await engine.run(scenario, signal) };
  } catch (error) {
    if (isRefusal(error)) return { kind: "rejected", reason: error.message };
    if (error instanceof Error) return { kind: "crashed", errorName: error.name, message: error.message };
    return { kind: "crashed", errorName: "thrown value", message: String(error) };
  }
}

/** The answer to the second scenario of a pair, by the reference where the relation wants that, after what the relation wants to be run in between. */
export async function secondAnswer(
  engine: Engine,
  relation: RelationInvariant,
  scenario: Scenario,
  followUp: Scenario,
  signal?: AbortSignal,
): Promise<Answer> {
  if (relation.between !== undefined) await answerOf(engine, relation.between(scenario), signal);
  return answerOf(relation.runner === "reference" ? referenceEngine : engine, followUp, signal);
}

/** The second scenario of a pair where the engine owes an answer to it; else why not. */
export function owed(followUp: Scenario | string, capabilities: Capabilities): Scenario | string {
  return typeof followUp === "string" ? followUp : (beyondCapabilities(followUp.config, capabilities) ?? followUp);
}

/** The verdict on {@link ENGINE_ANSWERS} for one answer. */
export function judgeAnswer(answer: Answer): Finding {
  const probe = new Probe(EXACT);
  probe.precondition("a scenario that the engine accepts", answer.kind !== "rejected");
  switch (answer.kind) {
    case "run":
      probe.holds(true, {}, "a run", "a run", () => "");
      return { verdict: "pass", probe };
    case "rejected":
      return { verdict: "unproven", reason: `the engine rejects the scenario: ${answer.reason}`, probe };
    case "crashed":
      probe.holds(false, {}, "a run", answer.errorName, () => `the engine broke: ${answer.message}`);
      return { verdict: "fail", probe };
  }
}

/** A refusal by the engine port, or by an in-process engine that says what it does not support. */
function isRefusal(error: unknown): error is Error {
  if (error instanceof EngineError) return error.kind === "rejected";
  return error instanceof ConfigError || error instanceof MarketError;
}
