import type { EngineFunction } from "../adapters/module-engine.ts";
import { engineOfFunction } from "../adapters/module-engine.ts";
import { openEngine } from "../adapters/open-engine.ts";
import { guarded } from "../adapters/own-scenario.ts";
import type { Engine } from "../model/engine.ts";

/** An engine, a function `(scenario) => run`, or the text that `--engine` takes: a module's file or a command. */
export type EngineLike = Engine | EngineFunction | string;

/** Works with an engine; one that a text stands for is opened for it and closed afterwards, however it ends. */
export async function withEngine<T>(like: EngineLike, work: (engine: Engine) => Promise<T>): Promise<T> {
  if (typeof like === "function") return work(engineOfFunction(like, { name: nameOf(like), version: "0" }));
  if (typeof like !== "string") return work(guarded(like));
  const engine = await openEngine(like);
  try {
    return await work(engine);
  } finally {
    await engine.close?.();
  }
}

/** What an engine is called where it has not said so itself. */
export function nameOf(like: EngineLike): string {
  if (typeof like === "string") return like;
  return typeof like === "function" && like.name !== "" ? like.name : "the engine";
}
