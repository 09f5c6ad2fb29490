import type { Engine, EngineDescription } from "../model/engine.ts";
import { ConfigError, EngineError, TieoutError } from "../model/errors.ts";
import type { Invariant, RelationInvariant } from "../verify/invariant.ts";
import { eachCapability, tablesLeft } from "./answering.ts";
import type { Conformance, Outcome, Step } from "./document.ts";
import { CONFORMANCE_SCHEMA } from "./document.ts";
import type { Greeting } from "./greeting.ts";
import { capabilitiesUnderstood, saysHello, starts } from "./greeting.ts";
import { refusesWhatItCannot, sameAnswer, speed, survives, undefinedFigures } from "./manners.ts";
import type { Manner, Wording } from "./wording.ts";
import { wordingOf } from "./wording.ts";

/** What is tried, and with what. */
export interface ConformRequest {
  readonly engine: Engine;
  /** The same engine once more, in a process of its own. */
  readonly fresh: Engine;
  readonly invariants: readonly Invariant[];
  /** How the engine is spoken to. */
  readonly manner: Manner;
  /** Milliseconds from any fixed point, for the engine's speed. */
  readonly now: () => number;
  readonly onStep?: (title: string) => void;
}

/** A step of the kit: what it is called, and how it is tried. A step that has to be done before the rest says so. */
interface Trial {
  readonly id: string;
  readonly title: string;
  readonly essential?: true;
  readonly attempt: () => Outcome | Promise<Outcome>;
}

const SURVIVES = 50;

/**
 * The conformance kit: tries an engine step by step and says what its author still has to do. Steps after one that is
 * essential and not done are not reached.
 */
export async function conform(request: ConformRequest): Promise<Conformance> {
  const { engine, manner, onStep } = request;
  const greeting = await greetingOf(engine);
  const description = "description" in greeting ? greeting.description : undefined;
  const steps: Step[] = [];
  let reached = true;
  for (const { id, title, essential, attempt } of [
    ...greetingTrials(greeting, wordingOf(manner)),
    ...runTrials(request, description),
  ]) {
    onStep?.(title);
    const outcome: Outcome = reached ? await attempt() : { status: "not reached", found: [], advice: [] };
    steps.push({ id, title, ...outcome });
    if (essential && outcome.status === "to do") reached = false;
  }
  return {
    schema: CONFORMANCE_SCHEMA,
    engine: description === undefined ? null : { name: description.name, version: description.version },
    steps,
    conforms: steps.every(({ status }) => status === "done"),
  };
}

async function greetingOf(engine: Engine): Promise<Greeting> {
  try {
    return { description: await engine.describe() };
  } catch (error) {
    if (error instanceof EngineError || error instanceof ConfigError) return { error };
    throw error instanceof TieoutError ? error : new EngineError("crashed", { what: String(error) });
  }
}

function greetingTrials(greeting: Greeting, wording: Wording): Trial[] {
  const essential = true;
  return [
    { id: "starts", title: "The engine starts", essential, attempt: () => starts(greeting) },
    { id: "hello", title: "It says hello", essential, attempt: () => saysHello(greeting) },
    {
      id: "capabilities",
      title: "Its capabilities are understood",
      essential,
      attempt: () => capabilitiesUnderstood(greeting, wording),
    },
  ];
}

/** The steps that need an engine which has said what it can do. */
function runTrials(
  { engine, fresh, invariants, manner, now }: ConformRequest,
  description?: EngineDescription,
): Trial[] {
  const wording = wordingOf(manner);
  const able = () => description!.capabilities;
  const deterministic = invariants.find(
    (each): each is RelationInvariant => each.kind === "relation" && each.id === "relation/deterministic",
  );
  const trials: Trial[] = [
    {
      id: "answers",
      title: "It answers the smallest scenario, with tables",
      essential: true,
      attempt: () => tablesLeft(engine, able(), invariants, wording),
    },
    {
      id: "each-capability",
      title: "It does what it says it can",
      attempt: () => eachCapability(engine, able(), wording),
    },
    {
      id: "refuses",
      title: "It refuses what it cannot do",
      attempt: () => refusesWhatItCannot(engine, able(), wording),
    },
    {
      id: "undefined",
      title: "It leaves undefined figures empty",
      attempt: () => undefinedFigures(engine, able(), wording),
    },
  ];
  if (deterministic !== undefined) {
    trials.push({
      id: "same-answer",
      title: "It gives the same answer to the same scenario",
      attempt: () => sameAnswer(engine, fresh, able(), deterministic, wording),
    });
  }
  trials.push(
    {
      id: "survives",
      title: `It survives ${SURVIVES} scenarios`,
      attempt: () => survives(engine, able(), SURVIVES, wording),
    },
    { id: "speed", title: "It is fast enough", attempt: () => speed(engine, able(), now, wording) },
  );
  return trials;
}
