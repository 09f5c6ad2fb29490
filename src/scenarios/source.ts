import type fc from "fast-check";
import type { Capabilities } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { scenarioArbitrary } from "./arbitrary.ts";
import type { ScenarioOptions } from "./generate.ts";
import { labelsOf } from "./labels.ts";
import { swarmMix } from "./mix.ts";

/**
 * Where a campaign's scenarios come from. A block's scenarios follow from its seed alone, so that any number of
 * workers or shards, and a campaign that is cut short, look at the same ones.
 */
export interface ScenarioSource {
  /** What reports call it. */
  readonly name: string;
  /** The scenarios of the block with this seed; fast-check draws them with the same seed. */
  block(blockSeed: number): fc.Arbitrary<Scenario>;
  /** What a scenario of this source is an example of, for the statistics of what was generated. */
  labelsOf(scenario: Scenario): readonly string[];
}

/** The source of scenarios that use only what `capabilities` names. */
export function scenarioSource(capabilities: Capabilities, options: ScenarioOptions = {}): ScenarioSource {
  return {
    name: "structured",
    block: (blockSeed) => scenarioArbitrary(capabilities, options, swarmMix(blockSeed)),
    labelsOf,
  };
}
