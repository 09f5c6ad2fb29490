import type { Engine } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { twoPass } from "../passes/two-pass.ts";
import type { Passes } from "../verify/invariant.ts";
import { RunView } from "../verify/run-view.ts";

/**
 * The two passes of an engine on a scenario, both by that engine; undefined where it refuses or breaks, or records
 * scalars that nobody may apply: then there are no two passes to compare.
 */
export async function passesOf(engine: Engine, scenario: Scenario): Promise<Passes | undefined> {
  try {
    const { baseline, scaled } = await twoPass(engine, scenario);
    return { baseline: new RunView(baseline.run, "baseline"), scaled: new RunView(scaled.run, "scaled") };
  } catch {
    return undefined;
  }
}
