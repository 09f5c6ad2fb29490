import type { Engine } from "../model/engine.ts";
import type { Settings } from "../model/settings.ts";
import type { Catalog, NamedScenario } from "./compose.ts";
import type { EngineSpec, EngineWords } from "./engine-spec.ts";
import type { Io, Progress } from "./io.ts";
import type { ChartDesk } from "./report-page.ts";

/** What the gate works on. */
export interface GateRequest {
  readonly engine: Engine;
  /** How the engine was asked for, so that a fresh process and other threads can open it too. */
  readonly engineSpec: EngineSpec;
  readonly subjects: readonly NamedScenario[];
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly io: Io;
  readonly progress: Progress;
  /** Hands of the campaign; as many as are worth it where it is undefined. */
  readonly workers: number | undefined;
  /** Draws the runs of the subjects where a page is asked for. */
  readonly desk: ChartDesk;
  /** How the report says that it is made again. */
  readonly command: string;
  readonly onEngineFailure: (failure: EngineWords) => void;
}
