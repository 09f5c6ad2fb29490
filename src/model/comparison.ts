import { z } from "zod";
import { REGIMES } from "./regime.ts";
import { figureSchema } from "./verdict.ts";

/** The comparison document of two runs (ENGINE.md, "Two-pass audit"): one shape, rendered by every writer. */
export const COMPARISON_SCHEMA = "tieout.comparison/1";

/** The figures compared, in the order in which they are shown. Fractions, but the Sharpe ratio. */
export const FIGURES = ["cagr", "annual_vol", "sharpe", "max_drawdown", "worst_month", "worst_quarter"] as const;
/** The figures that an overlay is kept or dropped for. */
export const TAIL_FIGURES = ["max_drawdown", "worst_month", "mean_of_worst_5_percent_of_days"] as const;

/** One figure of both runs; `delta` = scaled − baseline; `null` where a run has none. */
const deltaSchema = <Names extends readonly [string, ...string[]]>(names: Names) =>
  z.strictObject({ name: z.enum(names), baseline: figureSchema, scaled: figureSchema, delta: figureSchema });

const comparedRunSchema = z.strictObject({
  name: z.string(),
  /** Name and version, where the run says. */
  engine: z.string().nullable(),
  dates: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  rebalances: z.int().nullable(),
});

const scalarRangeSchema = z.strictObject({ mean: z.number(), min: z.number(), max: z.number() });

/** How the scaled run used its scalars: a rebalance is scaled when its applied scalar is below 1. */
const scalarUsageSchema = z.strictObject({
  rebalances: z.int(),
  scaled: z.int(),
  share: z.number(),
  ...scalarRangeSchema.shape,
  /** With sleeve scalars: each sleeve's own. */
  sleeves: z.array(z.strictObject({ name: z.string(), ...scalarRangeSchema.shape })).optional(),
});

const regimeUsageSchema = z.strictObject({
  /** Dates with a regime. */
  days: z.int(),
  transitions: z.int(),
  transitionsPerYear: z.number(),
  distribution: z.array(z.strictObject({ regime: z.enum(REGIMES), days: z.int(), share: z.number() })),
  /** matrix[i][j]: days on which regime i was followed by regime j. */
  matrix: z.array(z.array(z.int())),
});

const deRiskSchema = z.strictObject({ date: z.string(), scalar: z.number(), regime: z.string().nullable() });

/** What an overlay does to the tail: the scaled run without it against the scaled run with it. */
const overlayDecisionSchema = z.strictObject({
  name: z.string(),
  decision: z.enum(["keep", "drop"]),
  /** `baseline` is without the overlay, `scaled` with it. */
  figures: z.array(deltaSchema(TAIL_FIGURES)),
  reason: z.string(),
  /** The config's allocator as it should be: without the overlay where that is dropped. */
  allocator: z.unknown(),
});

export const comparisonSchema = z.strictObject({
  schema: z.literal(COMPARISON_SCHEMA),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  baseline: comparedRunSchema,
  scaled: comparedRunSchema,
  figures: z.array(deltaSchema(FIGURES)),
  /** `null` where the scaled run records no applied scalars. */
  scalars: scalarUsageSchema.nullable(),
  /** `null` where neither run records a regime. */
  regimes: regimeUsageSchema.nullable(),
  /** The deepest de-risk dates, deepest first; at most ten. */
  deepest: z.array(deRiskSchema),
  overlay: overlayDecisionSchema.nullable(),
  interpretation: z.strictObject({
    goodSigns: z.array(z.string()),
    warningSigns: z.array(z.string()),
    failureModes: z.array(z.string()),
  }),
});

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparedFigure = Comparison["figures"][number];
export type ComparedRun = z.infer<typeof comparedRunSchema>;
export type ScalarUsage = z.infer<typeof scalarUsageSchema>;
export type RegimeUsage = z.infer<typeof regimeUsageSchema>;
export type DeRisk = z.infer<typeof deRiskSchema>;
export type OverlayDecision = z.infer<typeof overlayDecisionSchema>;
