import type { Engine } from "../model/engine.ts";
import { EngineError, TieoutError } from "../model/errors.ts";
import type { Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { baselineScenario, scaledScenario, withoutOverlay } from "./scenarios.ts";

/** One pass: what the engine was given, and what it made of it. */
export interface Pass {
  readonly scenario: Scenario;
  readonly run: Run;
}

/** The passes of an audit. */
export interface TwoPass {
  readonly baseline: Pass;
  readonly scaled: Pass;
  /** With an overlay in the config: the scaled pass without it. */
  readonly withoutOverlay: Pass | undefined;
}

/**
 * Runs the two passes of an audit: the allocator off, then the scalars that this baseline recorded; with an overlay in
 * the config a third one, scaled without it. A recorded baseline is used in place of the first. The engine's errors
 * and a ConfigError for scalars that cannot be applied go through.
 */
export async function twoPass(engine: Engine, scenario: Scenario, recorded?: Run): Promise<TwoPass> {
  const first = baselineScenario(scenario);
  const baseline = recorded ?? (await ran(engine, first, "baseline"));
  const second = scaledScenario(scenario, baseline);
  const scaled = await ran(engine, second, "scaled");
  const third = second.config.allocator.overlay === undefined ? undefined : withoutOverlay(second);
  return {
    baseline: { scenario: first, run: baseline },
    scaled: { scenario: second, run: scaled },
    withoutOverlay: third && { scenario: third, run: await ran(engine, third, "third, without overlay,") },
  };
}

/** An engine that breaks says so as an EngineError, by the pass in which it broke. */
async function ran(engine: Engine, scenario: Scenario, pass: string): Promise<Run> {
  try {
    return await engine.run(scenario);
  } catch (error) {
    if (error instanceof TieoutError) throw error;
    const actual = error instanceof Error ? error.message : String(error);
    throw new EngineError("crashed", { what: `the engine broke in the ${pass} pass`, actual });
  }
}
