import type { Capabilities } from "../model/engine.ts";
import type { ScenarioDocument } from "../model/scenario.ts";
import { scenarioDocument } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { generateScenario } from "./generate.ts";
import type { Defect } from "./hostile-defects.ts";
import { DEFECTS } from "./hostile-defects.ts";

/** A scenario document that no engine may answer, and why. */
export interface HostileDocument {
  /** The defect's id, by which failures are told apart. */
  readonly defect: string;
  /** Why it is invalid, in one clause. */
  readonly reason: string;
  /** As it is sent: JSON, but for bare `NaN` and numbers beyond any double. */
  readonly text: string;
}

/** Scenarios that are tried for a defect that not all have a place for, such as applied scalars out of order. */
const TRIES = 64;

/** Small scenarios: what is wrong with a document does not depend on its size. */
const SIZES = { assets: { from: 1, to: 4 }, bars: { from: 4, to: 12 } };

/**
 * A valid scenario with one defect. Defects take turns by `number`, so that as many documents as there are defects have
 * them all; one that the engine's scenarios have no place for gives way to the next.
 */
export function hostileDocument(random: Random, capabilities: Capabilities, number: number): HostileDocument {
  for (let attempt = 0; ; attempt++) {
    const defect: Defect = DEFECTS[(number + Math.floor(attempt / TRIES)) % DEFECTS.length]!;
    const document: ScenarioDocument = JSON.parse(
      JSON.stringify(scenarioDocument(generateScenario(random, capabilities, SIZES))),
    );
    if (!defect.spoil(document)) continue;
    return { defect: defect.id, reason: defect.reason, text: textOf(document) };
  }
}

/** Stands in a document for what JSON cannot say, and is replaced in its text. */
const RAW = /"raw:([^"]*)"/g;

function textOf(document: unknown): string {
  return JSON.stringify(document).replaceAll(RAW, "$1");
}
