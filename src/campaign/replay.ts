import type { Counterexample } from "../model/counterexample.ts";
import type { Engine } from "../model/engine.ts";
import { parseScenario } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";
import { counted } from "../report/figures.ts";
import { beyondCapabilities } from "../scenarios/capabilities.ts";
import type { Invariant } from "../verify/invariant.ts";
import { ENGINE_ANSWERS } from "./answer.ts";
import type { FailingCase } from "./reduction/session.ts";
import type { Statement } from "./trial.ts";
import { tryCase, violationWith } from "./trial.ts";

/** FIXED: it holds now. STILL FAILING: it does not. STALE: it says nothing any more, and should be looked at. */
export type ReplayStatus = "FIXED" | "STILL FAILING" | "STALE";

export interface Replay {
  readonly status: ReplayStatus;
  /** One sentence: what was examined, what is still wrong, or why it is stale. */
  readonly detail: string;
  /** The violation as it is now, where it still fails. */
  readonly violation?: Violation;
}

/** Runs a stored counterexample again. Throws a ConfigError or MarketError when its scenario is not valid. */
export async function replay(
  counterexample: Counterexample,
  engine: Engine,
  invariants: readonly Invariant[],
): Promise<Replay> {
  const { invariant: id, signature } = counterexample;
  const statement = statementOf(id, invariants);
  if (statement === undefined) return stale(`there is no invariant ${id} any more`);
  const failing = caseOf(counterexample);
  const lacking = await beyond(engine, failing);
  if (lacking !== undefined) return stale(lacking);
  const trial = await tryCase(engine, statement, failing);
  if (typeof trial === "string") return stale(trial);
  const { probe, reason } = trial;
  const same = violationWith(signature, id, trial);
  if (same !== undefined) return { status: "STILL FAILING", detail: same.message, violation: same };
  const other = probe.violations[0];
  if (other !== undefined) {
    return { status: "STILL FAILING", detail: `in another way than before: ${other.message}`, violation: other };
  }
  if (probe.examined === 0) return stale(`${id} examines nothing on it: ${reason ?? "nothing to examine"}`);
  return { status: "FIXED", detail: `it holds; ${counted(probe.examined, "comparison")} examined` };
}

/** What a case asks for that the engine does not offer; an engine that cannot say what it offers breaks soon enough. */
async function beyond(engine: Engine, { scenario, followUp }: FailingCase): Promise<string | undefined> {
  const description = await engine.describe().catch(() => undefined);
  if (description === undefined) return undefined;
  const { capabilities } = description;
  const lacking = beyondCapabilities(scenario.config, capabilities);
  return lacking ?? (followUp && beyondCapabilities(followUp.config, capabilities));
}

/** The statement of an id: an invariant, or that the engine answers; undefined where there is none. */
export function statementOf(id: string, invariants: readonly Invariant[]): Statement | undefined {
  return id === ENGINE_ANSWERS.id ? ENGINE_ANSWERS : invariants.find((invariant) => invariant.id === id);
}

/** The scenarios of a counterexample, ready to be run. Throws where one is not valid. */
export function caseOf({ scenario, followUp }: Counterexample): FailingCase {
  const parsed = parseScenario(scenario, "scenario");
  return followUp === undefined
    ? { scenario: parsed }
    : { scenario: parsed, followUp: parseScenario(followUp, "followUp") };
}

function stale(detail: string): Replay {
  return { status: "STALE", detail };
}
