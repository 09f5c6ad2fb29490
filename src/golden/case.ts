import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readJsonFile } from "../adapters/json-file.ts";
import { builtinMarket } from "../markets/builtin.ts";
import { loadPrices } from "../markets/prices.ts";
import type { DateRange } from "../markets/trim-market.ts";
import { trimMarket } from "../markets/trim-market.ts";
import { configSchema, parseWith } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario, parseScenario } from "../model/scenario.ts";
import type { CaseTolerances } from "./diff/headroom.ts";
import { caseTolerancesSchema } from "./diff/headroom.ts";
import { PARTS } from "./pipeline.ts";

/** A golden case: `golden/<name>/scenario.json` says what is run, `golden/<name>/run/` what came out when accepted. */
export interface GoldenCase {
  readonly name: string;
  readonly directory: string;
  readonly scenario: Scenario;
  readonly tolerances: CaseTolerances | undefined;
}

export const GOLDEN_SCHEMA = "tieout.golden/1";
export const CASE_FILE = "scenario.json";

const range = { from: z.string().optional(), to: z.string().optional() };

const common = { schema: z.literal(GOLDEN_SCHEMA), tolerances: caseTolerancesSchema.optional() };

/** A built-in market, or a part of it. */
const builtinForm = z.strictObject({
  ...common,
  market: z.strictObject({ name: z.string(), ...range }),
  config: configSchema,
});

/** A CSV file of prices, its path relative to the case. */
const pricesForm = z.strictObject({
  ...common,
  market: z.strictObject({
    prices: z.string(),
    gaps: z.enum(["forward-fill", "start-late", "drop-assets"]).optional(),
    ...range,
  }),
  config: configSchema,
});

/** A `tieout.scenario/1` document, its path relative to the case. */
const scenarioForm = z.strictObject({ ...common, scenario: z.string() });

/** What is run: a market and a config written out in full, so that no default can drift; or the file of a scenario. */
export const goldenSchema = z.union([builtinForm, pricesForm, scenarioForm]);

/** The folder of a case's accepted run; absent until the first `golden accept`. */
export function goldenRun({ directory }: Pick<GoldenCase, "directory">): string {
  return join(directory, "run");
}

/** Reads `scenario.json` of a case's folder; a ConfigError names the place of what is wrong with it. */
export function readGoldenCase(directory: string, name: string): GoldenCase {
  const file = join(directory, CASE_FILE);
  if (!existsSync(file)) {
    throw new ConfigError({
      what: "a golden case without its scenario",
      where: directory,
      expected: `a file ${CASE_FILE}`,
      hint: "remove the folder, or write the scenario that its run belongs to",
    });
  }
  const { scenario, tolerances } = caseOf(readJsonFile(file), directory, file);
  checkTables(tolerances, file);
  return { name, directory, scenario, tolerances };
}

/** What a document asks for; its form is told by what is in it, so that a complaint is about that form. */
function caseOf(document: unknown, directory: string, file: string): Pick<GoldenCase, "scenario" | "tolerances"> {
  if (has(document, "scenario")) {
    const { scenario, tolerances } = parseWith(scenarioForm, document, file);
    const path = resolve(directory, scenario);
    return { scenario: parseScenario(readJsonFile(path), path), tolerances };
  }
  if (has(document, "market") && has(document.market, "prices")) {
    const { market, config, tolerances } = parseWith(pricesForm, document, file);
    const { prices, gaps } = market;
    const whole = loadPrices(resolve(directory, prices), gaps === undefined ? {} : { gaps });
    return { scenario: createScenario(trimMarket(whole, rangeOf(market)), config), tolerances };
  }
  const { market, config, tolerances } = parseWith(builtinForm, document, file);
  const whole = builtinMarket(market.name).load();
  return { scenario: createScenario(trimMarket(whole, rangeOf(market)), config), tolerances };
}

function checkTables(tolerances: CaseTolerances | undefined, file: string): void {
  const names = PARTS.filter(({ kind }) => kind !== "log" && kind !== "regimes").map(({ name }) => name as string);
  const unknown = Object.keys(tolerances ?? {}).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new ConfigError({
    what: "a tolerance for a table that does not exist",
    where: `${file}.tolerances`,
    expected: names.join(", "),
    actual: JSON.stringify(unknown),
  });
}

function rangeOf({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): DateRange {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function has<Key extends string>(document: unknown, key: Key): document is Readonly<Record<Key, unknown>> {
  return typeof document === "object" && document !== null && key in document;
}
