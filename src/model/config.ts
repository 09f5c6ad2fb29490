import { z } from "zod";
import { complaint } from "./complaint.ts";
import { DEFAULT_LAYERS, layersSchema, REGIMES, regimeScalarsSchema } from "./regime.ts";

/** The zod schema of a scenario's config, and the type that follows from it. Format: CONTRACT.md §2. */

const isoDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a date YYYY-MM-DD");
const inUnitInterval = "expected a scalar in (0, 1]";
const scalarSchema = z.number().gt(0, inUnitInterval).lte(1, inUnitInterval);
const nonNegative = z.number().nonnegative();

/** Weights given outright: one row a rebalance date, one number an asset; a `null` row means *hold*. */
const weightsStrategySchema = z.strictObject({
  kind: z.literal("weights"),
  dates: z.array(isoDateSchema),
  values: z.array(z.array(z.number()).nullable()),
});

/** The same long weight, 1/N, in every asset. */
const equalWeightStrategySchema = z.strictObject({ kind: z.literal("equal-weight") });

/** Cross-sectional: long the top and short the bottom `fraction` of assets by the log return over `period` bars that ends `skip` bars ago. */
const momentumStrategySchema = z.strictObject({
  kind: z.literal("momentum"),
  period: z.int().gte(2),
  skip: z.int().gte(0).default(0),
  fraction: z.number().gt(0).lte(0.5).default(0.2),
});

/**
 * Equal weights in the `topN` assets by the log return over `momentumPeriod` bars, of those above `minMomentum`; cash
 * when there is none. It answers on the first scheduled date of each of its periods (`every`) and holds in between.
 */
const sectorRotationStrategySchema = z.strictObject({
  kind: z.literal("sector-rotation"),
  momentumPeriod: z.int().gte(2).default(77),
  topN: z.int().gte(1).default(3),
  minMomentum: z.number().default(0.044),
  every: z.enum(["week", "month", "quarter"]).default("month"),
});

export const strategySchema = z.discriminatedUnion("kind", [
  weightsStrategySchema,
  equalWeightStrategySchema,
  momentumStrategySchema,
  sectorRotationStrategySchema,
]);

export const sleeveSchema = z.strictObject({
  name: z.string().min(1),
  budget: nonNegative,
  strategy: strategySchema,
});

const scheduleSchema = z.union([
  z.enum(["day", "week", "month", "quarter"]),
  z.strictObject({ bars: z.int().gte(1) }),
  z.strictObject({ dates: z.array(isoDateSchema) }),
]);

/** A schedule, or `{ every: schedule }` as the contract's example has it, which is the same schedule. */
export const rebalanceSchema = z.union([
  ...scheduleSchema.options,
  z.strictObject({ every: scheduleSchema }).transform(({ every }) => every),
]);

const volTargetSchema = z.strictObject({
  kind: z.literal("vol-target"),
  targetVol: z.number().gt(0),
  volWindow: z.int().gte(2).default(63),
  minObservations: z.int().gte(2).default(20),
  volFloor: z.number().gt(0).default(0.01),
  leverageCap: z.number().gt(0).default(4),
});

export const exposureSchema = z.discriminatedUnion("kind", [
  volTargetSchema,
  z.strictObject({ kind: z.literal("fixed"), multiplier: z.number().gt(0) }),
  z.strictObject({ kind: z.literal("none") }),
]);

/** What was applied on a date; with sleeve scalars, each sleeve's own too. */
const appliedScalarSchema = z.strictObject({
  date: isoDateSchema,
  risk_scalar_applied: scalarSchema,
  sleeves: z.record(z.string(), scalarSchema).optional(),
});

/**
 * A crisis sleeve inside the allocator: while the regime known at the rebalance before is one of `regimes`, its book
 * times `budget` is added to weights_post. Risk targeting keeps `budget` free under the limits, so nothing is clipped.
 */
const overlaySchema = z.strictObject({
  name: z.string().min(1),
  budget: z.number().gt(0),
  strategy: strategySchema,
  regimes: z.array(z.enum(REGIMES)).min(1).default(["STRESS", "CRISIS"]),
});

/** What all modes of the allocator share. */
const allocatorParts = {
  applyMissingScalarAs: scalarSchema.default(1),
  layers: layersSchema.default(DEFAULT_LAYERS),
  /** Scalars by regime of a sleeve's own; a sleeve without an entry takes the system's. */
  sleeveScalars: z.record(z.string(), regimeScalarsSchema).optional(),
  overlay: overlaySchema.optional(),
};

export const allocatorSchema = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("off"), ...allocatorParts }),
  z.strictObject({ mode: z.literal("compute"), scalars: z.array(scalarSchema).optional(), ...allocatorParts }),
  z.strictObject({ mode: z.literal("precomputed"), applied: z.array(appliedScalarSchema), ...allocatorParts }),
]);

export const conventionsSchema = z.strictObject({
  returns: z.enum(["log", "simple"]).default("log"),
  earnsFrom: z.union([z.literal(0), z.literal(1)]).default(0),
  annualization: z.number().gt(0).default(252),
  ddof: z.union([z.literal(0), z.literal(1)]).default(1),
});

export const configSchema = z.strictObject({
  initialCapital: z.number().gt(0).default(1),
  sleeves: z.array(sleeveSchema).min(1),
  rebalance: rebalanceSchema.default("month"),
  exposure: exposureSchema,
  allocator: allocatorSchema.default({ mode: "off", applyMissingScalarAs: 1, layers: DEFAULT_LAYERS }),
  holding: z.enum(["constant-weights", "drifting-positions"]).default("constant-weights"),
  limits: z
    .strictObject({ maxAssetWeight: z.number().gt(0), maxGross: z.number().gt(0) })
    .default({ maxAssetWeight: 2, maxGross: 4 }),
  costs: z.strictObject({ halfSpreadBps: nonNegative, feeBps: nonNegative }).default({ halfSpreadBps: 0, feeBps: 0 }),
  conventions: conventionsSchema.default({ returns: "log", earnsFrom: 0, annualization: 252, ddof: 1 }),
});

export type Strategy = z.infer<typeof strategySchema>;
export type Sleeve = z.infer<typeof sleeveSchema>;
export type RebalanceSchedule = z.infer<typeof rebalanceSchema>;
export type Exposure = z.infer<typeof exposureSchema>;
export type Allocator = z.infer<typeof allocatorSchema>;
export type Overlay = z.infer<typeof overlaySchema>;
export type Conventions = z.infer<typeof conventionsSchema>;
/** A scenario's config with every default filled in. */
export type Config = z.infer<typeof configSchema>;
/** A scenario's config as written, defaults left out. */
export type ConfigInput = z.input<typeof configSchema>;

/** The conventions that count where a run does not say: log returns, earned on the date itself, 252 bars a year, ddof 1. */
export const DEFAULT_CONVENTIONS: Conventions = Object.freeze({
  returns: "log",
  earnsFrom: 0,
  annualization: 252,
  ddof: 1,
});

/** Checks a config and fills in its defaults. Throws a ConfigError that names the key, what it wants and what it got. */
export function parseConfig(input: unknown, where = "config"): Config {
  return parseWith(configSchema, input, where);
}

/** Runs a zod schema and turns its first complaint into a ConfigError with the key's path. */
export function parseWith<T>(schema: z.ZodType<T>, input: unknown, where: string): T {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw complaint(result.error.issues[0]!, where);
}

/** How many returns before its date a strategy needs; it is never asked with fewer. */
export function lookbackOf(strategy: Strategy): number {
  switch (strategy.kind) {
    case "momentum":
      return strategy.period + strategy.skip;
    case "sector-rotation":
      return strategy.momentumPeriod;
    case "weights":
    case "equal-weight":
      return 0;
  }
}

/** How many returns must lie before a date for it to be eligible for a rebalance: the longest lookback of all. */
export function warmupOf({ exposure, sleeves, allocator }: Config): number {
  const strategies = sleeves.map(({ strategy }) => strategy);
  if (allocator.overlay !== undefined) strategies.push(allocator.overlay.strategy);
  const observations = exposure.kind === "vol-target" ? exposure.minObservations : 0;
  return strategies.reduce((bars, strategy) => Math.max(bars, lookbackOf(strategy)), observations);
}
