import { z } from "zod";
import type { Run } from "./run.ts";
import type { Scenario } from "./scenario.ts";

/** The one port through which every engine is driven (CONTRACT.md §4). */
export interface Engine {
  describe(): Promise<EngineDescription>;
  /** Runs a scenario. Throws an EngineError: `rejected` when the engine refuses it, `crashed` when it breaks. */
  run(scenario: Scenario, signal?: AbortSignal): Promise<Run>;
  /**
   * Whether a run stays what it is while the engine goes on to others. Then a campaign judges several runs together,
   * which takes less time; otherwise each is judged before the engine is asked again.
   */
  readonly runsAreFinal?: boolean;
  /**
   * Offers the JSON text of a scenario as it stands, unchecked, for engines that take documents. Resolves when the
   * engine answers with a run, whatever is in it; throws an EngineError as {@link Engine.run} does.
   */
  runDocument?(text: string, signal?: AbortSignal): Promise<void>;
  /** Gives back what the engine holds (a process); whoever opened the engine calls it, and runs nothing afterwards. */
  close?(): Promise<void>;
}

/** What an engine can do; a generator only produces what this names. */
export const capabilitiesSchema = z.strictObject({
  strategies: z.array(z.string()).min(1),
  exposure: z.array(z.enum(["vol-target", "fixed", "none"])).min(1),
  allocator: z.array(z.enum(["off", "compute", "precomputed"])).min(1),
  /** What it can do beyond scalars that are given; nothing where absent. */
  allocatorParts: z.array(z.enum(["layers", "sleeve-scalars", "overlay"])).optional(),
  holding: z.array(z.enum(["constant-weights", "drifting-positions"])).min(1),
  returns: z.array(z.enum(["log", "simple"])).min(1),
});

export type Capabilities = z.infer<typeof capabilitiesSchema>;

export interface EngineDescription {
  readonly name: string;
  readonly version: string;
  readonly capabilities: Capabilities;
}
