import type fc from "fast-check";
import type { Capabilities } from "../model/engine.ts";
import type { Market } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { hash32 } from "../numeric/random.ts";
import { seededArbitrary } from "./arbitrary.ts";
import type { ScenarioOptions } from "./generate.ts";
import { generateScenario } from "./generate.ts";
import { labelsOf } from "./labels.ts";
import type { Mix } from "./mix.ts";
import { swarmMix, USUAL_MIX } from "./mix.ts";
import { windowScenario } from "./price-windows.ts";
import { widened } from "./wide-float.ts";
import { wideLabels } from "./wide-labels.ts";

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

/**
 * A way to make scenarios: small structured ones, the same at the ends of double precision, or generated configs on
 * random windows of a market of real prices. Plain data, so that it can be handed to a worker.
 */
export type Generator =
  | { readonly kind: "structured" }
  | { readonly kind: "wide-float" }
  | { readonly kind: "prices"; readonly market: Market };

export interface SourceOptions {
  readonly sizes?: ScenarioOptions | undefined;
  /** One or more, which share the blocks evenly; structured scenarios by default. */
  readonly generators?: readonly Generator[] | undefined;
}

const STRUCTURED: readonly Generator[] = [{ kind: "structured" }];

/** Most of a block's cases keep to the usual mix, so that what its own mix leaves out is not out for 64 cases. */
const USUAL_SHARE = 0.8;

/** The source of scenarios that use only what `capabilities` names. */
export function scenarioSource(capabilities: Capabilities, options: SourceOptions = {}): ScenarioSource {
  const { sizes = {}, generators = STRUCTURED } = options;
  const wide = generators.some(({ kind }) => kind === "wide-float");
  return {
    name: generators.map(({ kind }) => kind).join(", "),
    block(blockSeed) {
      const generator = generators[hash32(blockSeed, "generator") % generators.length]!;
      const swarm = swarmMix(blockSeed);
      return seededArbitrary((random) => {
        const mix = random.chance(USUAL_SHARE) ? USUAL_MIX : swarm;
        return generated(generator, random, capabilities, sizes, mix);
      });
    },
    labelsOf: (scenario) => (wide ? [...labelsOf(scenario), ...wideLabels(scenario)] : labelsOf(scenario)),
  };
}

function generated(
  generator: Generator,
  random: Random,
  capabilities: Capabilities,
  sizes: ScenarioOptions,
  mix: Mix,
): Scenario {
  switch (generator.kind) {
    case "structured":
      return generateScenario(random, capabilities, sizes, mix);
    case "wide-float":
      return widened(random, generateScenario(random, capabilities, sizes, mix));
    case "prices":
      return windowScenario(random, capabilities, generator.market, sizes, mix);
  }
}
