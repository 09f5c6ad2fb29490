import { accessSync, constants, existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Capabilities, Engine } from "../../model/engine.ts";
import type { Layout } from "../../model/layout.ts";
import { ALL_CAPABILITIES } from "../module-engine.ts";
import { commandFrom, commandWords } from "./command-words.ts";
import { isOneShot, OneShotEngine } from "./one-shot-engine.ts";
import type { ProcessOptions } from "./process-engine.ts";
import { ProcessEngine } from "./process-engine.ts";

export interface CommandEngineOptions extends ProcessOptions {
  /** What a one-shot command can do, which cannot say so itself; everything that a scenario can ask by default. */
  readonly capabilities?: Capabilities;
  /** How the folder is read that a one-shot command writes, where it is not one of CONTRACT.md §3. */
  readonly layout?: Layout;
}

/** Whether a name is a command: more than one word and no file, or an executable file that is no JavaScript. */
export function isCommand(name: string, cwd: string): boolean {
  const file = resolve(cwd, name);
  if (!existsSync(file)) return /\S\s+\S/.test(name);
  return !/\.[cm]?[jt]s$/.test(file) && isExecutable(file);
}

/** Whether a name is a command that is started for each scenario: `{scenario}` and `{out}` stand in it. */
export function isOneShotCommand(name: string, cwd: string): boolean {
  return isCommand(name, cwd) && isOneShot(wordsOf(name, cwd));
}

/** The engine behind a command (CONTRACT.md §4): one that stays up, or, with `{scenario}` and `{out}`, a one-shot one. */
export function engineOfCommand(command: string, cwd: string, options: CommandEngineOptions = {}): Engine {
  const words = wordsOf(command, cwd);
  const { capabilities = ALL_CAPABILITIES, layout } = options;
  if (isOneShot(words)) return new OneShotEngine({ words, cwd, capabilities, ...(layout && { layout }) }, options);
  return new ProcessEngine({ words, cwd }, options);
}

function wordsOf(command: string, cwd: string): string[] {
  const file = resolve(cwd, command);
  return existsSync(file) ? [file] : commandWords(command);
}

/** An engine's name as it is written below a folder, fit for any working directory. */
export function engineNameFrom(name: string, base: string): string {
  if (name === "reference" || name.startsWith("fault:")) return name;
  return isCommand(name, base) && !existsSync(resolve(base, name)) ? commandFrom(name, base) : resolve(base, name);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
