import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { createJiti } from "jiti";
import type { Capabilities, Engine, EngineDescription } from "../model/engine.ts";
import { ConfigError, EngineError, TieoutError } from "../model/errors.ts";
import type { Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { withoutAccidents } from "./accidents.ts";
import { loaderWords } from "./loader-words.ts";
import { guarded, onOwnScenario } from "./own-scenario.ts";
import type { PlainRun } from "./plain-run.ts";
import { runOfPlain } from "./plain-run.ts";

/** An engine as a plain function: a scenario in, a run or its plain tables out, at once or later. */
export type EngineFunction = (scenario: Scenario) => Run | PlainRun | Promise<Run | PlainRun>;

/** What a plain function is taken to be able to do unless its module says otherwise: everything a scenario can ask. */
export const ALL_CAPABILITIES: Capabilities = {
  strategies: ["weights"],
  exposure: ["vol-target", "fixed", "none"],
  allocator: ["off", "compute", "precomputed"],
  holding: ["constant-weights"],
  returns: ["log", "simple"],
};

/**
 * Loads an engine from a TypeScript or JavaScript module: its default export (or an export named `engine`) is an
 * Engine or a plain function `(scenario) => run`.
 */
export async function loadEngineModule(file: string): Promise<Engine> {
  const path = resolve(file);
  const isThere = existsSync(path);
  if (!isThere || statSync(path).isDirectory()) {
    throw new ConfigError({
      what: "there is no such engine",
      where: file,
      expected: "`reference`, the file of a module that exports an engine, or a command of more than one word",
      ...(isThere ? { actual: "a folder" } : {}),
    });
  }
  const module = await imported(path, file);
  const exported = module.default ?? module.engine;
  if (isEngine(exported)) return guarded(exported);
  if (typeof exported === "function") {
    return engineOfFunction(exported as EngineFunction, { name: basename(path), version: "0" });
  }
  throw new ConfigError({
    what: "the module exports no engine",
    where: file,
    expected: "a default export that is an Engine or a function (scenario) => run",
    actual: exported === undefined ? "no default export and no export named engine" : typeof exported,
  });
}

/** Under which name a module exports its engine. Throws a ConfigError where it exports none. */
export async function engineExportOf(file: string): Promise<"default" | "engine"> {
  await loadEngineModule(file);
  return (await imported(resolve(file), file)).default === undefined ? "engine" : "default";
}

async function imported(path: string, where: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await createJiti(import.meta.url, { interopDefault: false }).import(path);
  } catch (error) {
    throw new ConfigError({ what: "the engine's module does not load", where, actual: loaderWords(error) });
  }
}

/** An Engine around a plain function; what it throws is its crash. */
export function engineOfFunction(
  run: EngineFunction,
  identity: { readonly name: string; readonly version: string; readonly capabilities?: Capabilities },
): Engine {
  const { name, version } = identity;
  const description: EngineDescription = { name, version, capabilities: identity.capabilities ?? ALL_CAPABILITIES };
  return {
    describe: async () => description,
    run: async (scenario) => {
      const answer = await onOwnScenario(scenario, (own) => answerOf(run, own));
      if (isRun(answer)) return answer;
      return runOfPlain(answer, { name, version }, scenario.config, scenario.market.assets);
    },
  };
}

async function answerOf(run: EngineFunction, scenario: Scenario): Promise<Run | PlainRun> {
  try {
    return await run(scenario);
  } catch (error) {
    if (error instanceof TieoutError) throw error;
    throw crashOf(error);
  }
}

/** Named after the error, so that two bugs are two findings; the place is told without the machine's folders. */
function crashOf(error: unknown): EngineError {
  if (!(error instanceof Error)) return new EngineError("crashed", { what: String(error) });
  const place = error.stack?.split("\n").find((line) => /^\s+at /.test(line));
  const where = place === undefined ? "" : ` (${withoutAccidents(place.trim())})`;
  const crash = new EngineError("crashed", { what: `${error.message}${where}` });
  crash.name = error.name;
  return crash;
}

function isEngine(value: unknown): value is Engine {
  return typeof value === "object" && value !== null && "describe" in value && "run" in value;
}

function isRun(value: Run | PlainRun): value is Run {
  return typeof value === "object" && value !== null && "table" in value && typeof value.table === "function";
}
