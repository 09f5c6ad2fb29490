import fc from "fast-check";
import type { Capabilities } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { Random } from "../numeric/random.ts";
import type { ScenarioOptions } from "./generate.ts";
import { generateScenario } from "./generate.ts";

/**
 * Scenarios as a fast-check arbitrary. It draws one 32-bit seed and expands it with a cheap generator into structured
 * parts: measured, this runs an order of magnitude faster than nested arbitraries. It does not shrink: a seed has no
 * smaller form, and the reducer (campaign/reducer.ts) works on the scenario itself and gets further.
 */
class ScenarioArbitrary extends fc.Arbitrary<Scenario> {
  readonly #capabilities: Capabilities;
  readonly #options: ScenarioOptions;

  constructor(capabilities: Capabilities, options: ScenarioOptions) {
    super();
    this.#capabilities = capabilities;
    this.#options = options;
  }

  generate(source: fc.Random): fc.Value<Scenario> {
    const seed = source.nextInt(-0x80000000, 0x7fffffff);
    return new fc.Value(generateScenario(new Random(seed), this.#capabilities, this.#options), seed);
  }

  canShrinkWithoutContext(_value: unknown): _value is Scenario {
    return false;
  }

  shrink(): fc.Stream<fc.Value<Scenario>> {
    return fc.Stream.nil();
  }
}

/** An arbitrary of valid scenarios that use only what `capabilities` names; sizes by `options`. */
export function scenarioArbitrary(capabilities: Capabilities, options: ScenarioOptions = {}): fc.Arbitrary<Scenario> {
  return new ScenarioArbitrary(capabilities, options);
}
