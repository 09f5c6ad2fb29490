import type { Capabilities, Engine } from "../model/engine.ts";
import type { Layout } from "../model/layout.ts";
import type { Settings } from "../model/settings.ts";
import { engineNamed } from "./compose.ts";
import { layoutFor } from "./layout-option.ts";

/** All that is needed to open the same engine again, in another thread too. */
export interface EngineSpec {
  readonly name: string;
  readonly cwd: string;
  /** Seconds for one scenario, where the engine is a process. */
  readonly timeout: number;
  readonly capabilities?: Capabilities;
  /** How the folder is read that a one-shot command writes. */
  readonly layout?: Layout;
}

/** A failure of an engine in a process of its own, for people. */
export interface EngineWords {
  readonly name: string;
  readonly message: string;
  readonly lastLines: readonly string[];
}

/** Options of the commands that run an engine. */
export interface EngineOptions {
  readonly engine?: string;
  readonly timeout?: number;
}

/** The engine that options and settings ask for. */
export function engineSpec(options: EngineOptions, settings: Settings, cwd: string): EngineSpec {
  const { capabilities } = settings;
  return {
    name: options.engine ?? settings.engine,
    cwd,
    timeout: options.timeout ?? settings.timeout,
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(settings.layout === undefined ? {} : { layout: layoutFor({}, settings, cwd) }),
  };
}

/** Opens an engine; `onFailure` hears what it wrote before it failed. */
export function engineOfSpec(
  { name, cwd, timeout, capabilities, layout }: EngineSpec,
  onFailure: (failure: EngineWords) => void,
): Promise<Engine> {
  return engineNamed(name, cwd, {
    timeout,
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(layout === undefined ? {} : { layout }),
    onFailure,
  });
}
