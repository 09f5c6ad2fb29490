import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile } from "../adapters/json-file.ts";
import { writeAside } from "../adapters/write-aside.ts";
import { builtinMarket } from "../markets/builtin.ts";
import { trimMarket } from "../markets/trim-market.ts";
import { configSchema, parseWith } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";

/** A golden case: `golden/<name>/scenario.json` says what is run, `golden/<name>/run/` what came out when accepted. */
export interface GoldenCase {
  readonly name: string;
  readonly directory: string;
  readonly scenario: Scenario;
}

export const GOLDEN_SCHEMA = "tieout.golden/1";

/** What is run: a built-in market, or a part of it, and a config written out in full, so that no default can drift. */
export const goldenSchema = z.strictObject({
  schema: z.literal(GOLDEN_SCHEMA),
  market: z.strictObject({ name: z.string(), from: z.string().optional(), to: z.string().optional() }),
  config: configSchema,
});
type GoldenDocument = z.infer<typeof goldenSchema>;

/** The folder of a case's accepted run; absent until the first `golden accept`. */
export function goldenRun(golden: GoldenCase): string {
  return join(golden.directory, "run");
}

/** All cases below a folder by name; none when the folder does not exist. */
export function readGoldenCases(root: string): GoldenCase[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => readGoldenCase(join(root, name), name));
}

/** Writes a new case's `scenario.json`; its run is recorded by an accept. */
export function writeGoldenCase(root: string, name: string, document: Omit<GoldenDocument, "schema">): GoldenCase {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "scenario.json");
  writeAside(file, `${JSON.stringify({ schema: GOLDEN_SCHEMA, ...document }, null, 2)}\n`);
  return readGoldenCase(directory, name);
}

function readGoldenCase(directory: string, name: string): GoldenCase {
  const file = join(directory, "scenario.json");
  if (!existsSync(file)) {
    throw new ConfigError({
      what: "a golden case without its scenario",
      where: directory,
      expected: "a file scenario.json",
      hint: "remove the folder, or write the scenario that its run belongs to",
    });
  }
  const document = parseWith(goldenSchema, readJsonFile(file), file);
  const { from, to } = document.market;
  const market = trimMarket(builtinMarket(document.market.name).load(), {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  return { name, directory, scenario: createScenario(market, document.config) };
}
