import { resolve } from "node:path";
import type { Engine } from "../model/engine.ts";
import { loadEngineModule } from "./module-engine.ts";
import type { CommandEngineOptions } from "./process/command-engine.ts";
import { engineOfCommand, isCommand } from "./process/command-engine.ts";

/**
 * The engine that a module's file or a command stands for: `./engine.ts`, `python3 engine.py`. Relative paths start at
 * `cwd`, the working directory by default. Close a command's engine when done: it is a process.
 */
export async function openEngine(
  name: string,
  { cwd = ".", ...options }: CommandEngineOptions & { readonly cwd?: string } = {},
): Promise<Engine> {
  const folder = resolve(cwd);
  return isCommand(name, folder) ? engineOfCommand(name, folder, options) : loadEngineModule(resolve(folder, name));
}
