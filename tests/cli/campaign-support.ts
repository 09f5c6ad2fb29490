import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import type { Outcome } from "./support.ts";
import { tieoutWith } from "./support.ts";

/** The built file that worker threads run: they cannot run the sources. */
export const WORKER_MODULE = resolve(import.meta.dirname, "../../dist/src/cli/campaign-worker.js");

/** What a campaign leaves behind: what it answers and every counterexample file. */
export interface Left extends Pick<Outcome, "code" | "out"> {
  readonly files: Readonly<Record<string, string>>;
}

/** Runs `tieout fuzz` with threads in a new folder of a directory. */
export async function fuzzIn(directory: string, name: string, ...args: readonly string[]): Promise<Left> {
  const folder = folderIn(directory, name);
  const { code, out, err } = await tieoutWith(
    { cwd: folder, workerModule: WORKER_MODULE },
    "fuzz",
    "--format",
    "json",
    ...args,
  );
  expect(err.replace(/^(tieout: Engine|the last lines| {2}\|).*\n/gm, "")).toBe("");
  return { code, out, files: storedIn(folder) };
}

/** Runs each of n shards in a folder of its own and merges their parts, in another order, in one more. */
export async function shardsIn(directory: string, of: number, ...args: readonly string[]): Promise<Left> {
  const parts: string[] = [];
  for (let index = 1; index <= of; index++) {
    const cwd = folderIn(directory, `shard ${index}`);
    const part = join(directory, `part ${index}.json`);
    await tieoutWith(
      { cwd, workerModule: WORKER_MODULE },
      "fuzz",
      ...args,
      "--shard",
      `${index}/${of}`,
      "--part",
      part,
    );
    expect(storedIn(cwd)).toEqual({}); // counterexamples stand in the part
    parts.unshift(part);
  }
  const cwd = folderIn(directory, "merged");
  const { code, out } = await tieoutWith({ cwd }, "merge", ...parts, "--format", "json");
  return { code, out, files: storedIn(cwd) };
}

/** A new folder with an empty config, so that none is found above it. */
export function folderIn(directory: string, name: string): string {
  const folder = join(directory, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(configOf(directory)));
  return folder;
}

/** What `config.json` of the directory says, for every folder in it. */
function configOf(directory: string): unknown {
  const file = join(directory, "config.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

export function storedIn(folder: string): Record<string, string> {
  const store = join(folder, ".tieout", "counterexamples");
  if (!existsSync(store)) return {};
  return Object.fromEntries(
    readdirSync(store)
      .sort()
      .map((name) => [name, readFileSync(join(store, name), "utf8")]),
  );
}

/**
 * A process engine that holds one small table, and is killed while it works on one asset and another capital than 1. With a
 * second word it is killed once in its life, at its hundredth scenario, if the file of that name is not there yet.
 */
export const MORTAL_ENGINE = `
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
const marker = process.argv[2];
const send = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
const capabilities = { strategies: ["weights"], exposure: ["none"], allocator: ["off"],
  holding: ["constant-weights"], returns: ["log"] };
let runs = 0;
if (marker !== undefined) appendFileSync(marker + ".pids", process.pid + "\\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { type, id, scenario } = JSON.parse(line);
  if (type === "hello") { send({ type: "hello", engine: { name: "mortal", version: "1" }, capabilities }); continue; }
  runs++;
  const { market: { dates, assets }, config } = scenario;
  if (marker === undefined && config.initialCapital !== 1 && assets.length === 1) process.kill(process.pid, "SIGKILL");
  if (marker !== undefined && runs === 100 && !existsSync(marker)) {
    writeFileSync(marker, "");
    process.kill(process.pid, "SIGKILL");
  }
  const values = dates.map(() => [1, 0]);
  send({ type: "run", id, run: { tables: { equity_curve: { dates, columns: ["equity", "drawdown"], values } } } });
}
`;
