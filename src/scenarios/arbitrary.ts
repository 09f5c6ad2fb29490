import fc from "fast-check";
import type { Capabilities } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { Random } from "../numeric/random.ts";
import type { ScenarioOptions } from "./generate.ts";
import { generateScenario } from "./generate.ts";
import type { Mix } from "./mix.ts";
import { USUAL_MIX } from "./mix.ts";

/** Most of a block's cases keep to the usual mix, so that what its own mix leaves out is not out for 64 cases. */
const USUAL_SHARE = 0.8;

/**
 * Scenarios as a fast-check arbitrary. It draws one 32-bit seed and expands it with a cheap generator into structured
 * parts: measured, this runs an order of magnitude faster than nested arbitraries. It does not shrink: a seed has no
 * smaller form, and the reducer (campaign/reducer.ts) works on the scenario itself and gets further.
 */
class ScenarioArbitrary extends fc.Arbitrary<Scenario> {
  readonly #capabilities: Capabilities;
  readonly #options: ScenarioOptions;
  readonly #mix: Mix;

  constructor(capabilities: Capabilities, options: ScenarioOptions, mix: Mix) {
    super();
    this.#capabilities = capabilities;
    this.#options = options;
    this.#mix = mix;
  }

  generate(source: fc.Random): fc.Value<Scenario> {
    const seed = source.nextInt(-0x80000000, 0x7fffffff);
    const random = new Random(seed);
    const mix = this.#mix === USUAL_MIX || random.chance(USUAL_SHARE) ? USUAL_MIX : this.#mix;
    return new fc.Value(generateScenario(random, this.#capabilities, this.#options, mix), seed);
  }

  canShrinkWithoutContext(_value: unknown): _value is Scenario {
    return false;
  }

  shrink(): fc.Stream<fc.Value<Scenario>> {
    return fc.Stream.nil();
  }
}

/** An arbitrary of valid scenarios that use only what `capabilities` names; sizes by `options`, half of them by `mix`. */
export function scenarioArbitrary(
  capabilities: Capabilities,
  options: ScenarioOptions = {},
  mix: Mix = USUAL_MIX,
): fc.Arbitrary<Scenario> {
  return new ScenarioArbitrary(capabilities, options, mix);
}
