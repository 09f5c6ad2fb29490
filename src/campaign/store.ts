import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { writeAside } from "../adapters/write-aside.ts";
import { parseWith } from "../model/config.ts";
import type { Counterexample } from "../model/counterexample.ts";
import { COUNTEREXAMPLE_SCHEMA, counterexampleSchema } from "../model/counterexample.ts";
import { ConfigError, RunDirectoryError } from "../model/errors.ts";
import { refusal, unreadable } from "../model/system-error.ts";
import { hash32 } from "../numeric/random.ts";

/**
 * The file name of a counterexample: its invariant and a digest of what fails on what, whenever it was found. The same
 * for one that was found and for one that was read, whatever the order of its keys.
 */
export function counterexampleName(counterexample: Counterexample): string {
  const { invariant, signature, scenario, followUp } = inSchemaOrder(counterexample);
  const digest = hash32(JSON.stringify([signature, scenario, followUp ?? null]));
  return `${basename(invariant)}-${digest.toString(16).padStart(8, "0")}.json`;
}

/** A counterexample as its file has it. */
export function counterexampleText(counterexample: Counterexample): string {
  return `${readableJson(inSchemaOrder(counterexample))}\n`;
}

/** The schema puts keys into its own order. */
function inSchemaOrder(counterexample: Counterexample): Counterexample {
  return counterexampleSchema.parse(counterexample);
}

/**
 * Writes a counterexample into a folder, aside and then renamed; returns the path of the file. Throws a
 * RunDirectoryError where nothing can be written.
 */
export async function storeCounterexample(folder: string, counterexample: Counterexample): Promise<string> {
  const path = join(folder, counterexampleName(counterexample));
  try {
    writeAside(path, counterexampleText(counterexample));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new RunDirectoryError({
      what: "the counterexample cannot be stored",
      where: path,
      actual: error.details.actual ?? error.message,
      hint: "name a folder that can be written as `counterexamples` in the config; the same seed finds it again",
    });
  }
  return path;
}

/** Reads one counterexample. Throws a RunDirectoryError or ConfigError that says what is wrong and where. */
export async function readCounterexample(path: string): Promise<Counterexample> {
  const text = await readText(path);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new RunDirectoryError({
      what: "not readable as JSON",
      where: path,
      expected: `a ${COUNTEREXAMPLE_SCHEMA} document`,
      actual: (error as Error).message,
      hint: "it was cut short or edited: restore it, or delete it",
    });
  }
  return parseWith(counterexampleSchema, document, path);
}

/** The paths of all counterexamples in a folder and the folders in it, sorted; none when there is no such folder. */
export async function listCounterexamples(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    const found = names.filter((name) => name.endsWith(".json")).sort();
    return found.map((name) => join(folder, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw new RunDirectoryError({
      what: "the folder of counterexamples cannot be read",
      where: folder,
      actual: refusal(error),
      hint: "name another one as `counterexamples` or `regressions` in the config",
    });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new RunDirectoryError({
      ...unreadable(error, "counterexample"),
      where: path,
      hint: "give the path of a file that `tieout fuzz` or `tieout check` stored",
    });
  }
}

/** JSON with one row of a table on a line, because people read and review these files. */
function readableJson(value: unknown, indent = ""): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== "object"))
      return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    return `[\n${value.map((item) => inner + readableJson(item, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${readableJson(item, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}
