import { dayNumber } from "./calendar.ts";
import type { Allocator, Config, Overlay } from "./config.ts";
import { ConfigError } from "./errors.ts";
import { notAfter } from "./listed-dates.ts";
import type { Market } from "./market.ts";
import { checkWeights } from "./weights-check.ts";

/** A row of weights whose sizes add up to 1 but for rounding is not over 1. */
const ROUNDING = 1e-12;

/** Throws a ConfigError where the allocator does not fit the sleeves, the limits or the market. */
export function checkAllocator(config: Config, market: Market, isMarketDate: (date: string) => boolean): void {
  const { allocator, sleeves } = config;
  const names = new Set(sleeves.map(({ name }) => name));
  checkScores(allocator.layers.regimeScores);
  checkNames(Object.keys(allocator.sleeveScalars ?? {}), names, "config.allocator.sleeveScalars");
  if (allocator.overlay !== undefined) checkOverlay(allocator.overlay, config, names, market, isMarketDate);
  if (allocator.mode === "precomputed") checkApplied(allocator, names);
}

function checkScores(scores: Allocator["layers"]["regimeScores"]): void {
  for (let level = 1; level < scores.length; level++) {
    if (scores[level]! > scores[level - 1]!) continue;
    throw new ConfigError({
      what: "a calmer regime has the higher score",
      where: `config.allocator.layers.regimeScores[${level}]`,
      expected: `more than ${scores[level - 1]}, the score of the regime below`,
      actual: String(scores[level]),
    });
  }
}

function checkNames(given: readonly string[], sleeves: ReadonlySet<string>, where: string): void {
  for (const name of given) {
    if (sleeves.has(name)) continue;
    throw new ConfigError({
      what: "there is no such sleeve",
      where: `${where}.${name}`,
      expected: `one of ${[...sleeves].join(", ")}`,
      actual: JSON.stringify(name),
    });
  }
}

function checkApplied(
  { applied, sleeveScalars }: Extract<Allocator, { mode: "precomputed" }>,
  names: ReadonlySet<string>,
): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < applied.length; k++) {
    const { date, sleeves } = applied[k]!;
    const day = dayNumber(date);
    if (!(day > previous)) throw notAfter(date, previous, `config.allocator.applied[${k}].date`);
    previous = day;
    if (sleeves === undefined && sleeveScalars === undefined) continue;
    const where = `config.allocator.applied[${k}]`;
    checkNames(Object.keys(sleeves ?? {}), names, `${where}.sleeves`);
    if ((sleeves === undefined) === (sleeveScalars === undefined)) continue;
    throw new ConfigError({
      what: sleeves === undefined ? "the sleeves' scalars are missing" : "there are scalars by sleeve",
      where: `${where}.sleeves`,
      expected: sleeves === undefined ? "a scalar by sleeve, as config.allocator.sleeveScalars is given" : "none",
      actual: sleeves === undefined ? "nothing" : JSON.stringify(sleeves),
      hint:
        sleeves === undefined
          ? "a baseline with sleeveScalars records them in allocator_sleeve_risk_v1_applied; {} takes the system's for all"
          : "give config.allocator.sleeveScalars to scale sleeves apart, or leave the sleeves out",
    });
  }
}

function checkOverlay(
  { name, budget, strategy }: Overlay,
  { limits }: Config,
  sleeves: ReadonlySet<string>,
  market: Market,
  isMarketDate: (date: string) => boolean,
): void {
  const where = "config.allocator.overlay";
  if (sleeves.has(name)) {
    throw new ConfigError({
      what: "the overlay has the name of a sleeve",
      where: `${where}.name`,
      expected: `none of ${[...sleeves].join(", ")}`,
      actual: JSON.stringify(name),
    });
  }
  for (const key of ["maxGross", "maxAssetWeight"] as const) {
    if (budget < limits[key]) continue;
    throw new ConfigError({
      what: "the overlay's budget leaves nothing to the sleeves",
      where: `${where}.budget`,
      expected: `less than limits.${key} = ${limits[key]}`,
      actual: String(budget),
      hint: "the sleeves' book has to keep to the limits less the budget",
    });
  }
  checkWeights(strategy, `${where}.strategy`, market, isMarketDate);
  if (strategy.kind !== "weights") return;
  for (const [k, row] of strategy.values.entries()) {
    const gross = (row ?? []).reduce((sum, weight) => sum + Math.abs(weight), 0);
    if (gross <= 1 + ROUNDING) continue;
    throw new ConfigError({
      what: "the overlay's weights are more than its budget",
      where: `${where}.strategy.values[${k}] (${strategy.dates[k]})`,
      expected: "Σ|weight| ≤ 1: the budget says how much of it there is",
      actual: String(gross),
    });
  }
}
