import type { Engine } from "../model/engine.ts";
import type { Settings } from "../model/settings.ts";
import type { Catalog, NamedScenario } from "./compose.ts";
import type { Io, Progress } from "./io.ts";

/** What the gate works on. */
export interface GateRequest {
  readonly engine: Engine;
  /** How the engine was named, so that a fresh process can load it too. */
  readonly engineName: string;
  readonly subjects: readonly NamedScenario[];
  readonly settings: Settings;
  readonly catalog: Catalog;
  readonly io: Io;
  readonly progress: Progress;
}
