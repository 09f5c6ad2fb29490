import { z } from "zod";

/** Market regimes of the allocator, from calm to crisis; a regime's index is its level. */
export const REGIMES = ["NORMAL", "ELEVATED", "STRESS", "CRISIS"] as const;
export type Regime = (typeof REGIMES)[number];

const scalar = z.number().gt(0, "expected a scalar in (0, 1]").lte(1, "expected a scalar in (0, 1]");

/** One risk scalar a regime. */
export const regimeScalarsSchema = z.strictObject({ NORMAL: scalar, ELEVATED: scalar, STRESS: scalar, CRISIS: scalar });
export type RegimeScalars = z.infer<typeof regimeScalarsSchema>;

/**
 * The allocator's layers from state to risk (ENGINE.md). A threshold list gives one point of the risk score for each
 * threshold that is passed: upwards for `volAccel` and `corrShock`, downwards for the drawdown features.
 */
export const layersSchema = z.strictObject({
  /** port_rvol_20d / port_rvol_60d above these. */
  volAccel: z.array(z.number()).default([1.2, 1.5]),
  /** corr_20d − corr_60d above these. */
  corrShock: z.array(z.number()).default([0.1, 0.2]),
  /** Drawdown below these, as fractions: −0.06 is six percent under the peak. */
  drawdownLevel: z.array(z.number()).default([-0.06, -0.12, -0.18]),
  /** Change of the drawdown over ten bars below these. */
  drawdownSlope: z.array(z.number()).default([-0.03, -0.06]),
  /** The score from which a regime counts: ELEVATED, STRESS, CRISIS. */
  regimeScores: z.tuple([z.int(), z.int(), z.int()]).default([2, 4, 6]),
  /** Bars that the score must lie below the regime's before it falls by one level. Upwards at once. */
  minDwell: z.int().gte(1).default(10),
  /** The scalar that a regime aims at. */
  scalars: regimeScalarsSchema.default({ NORMAL: 1, ELEVATED: 0.85, STRESS: 0.65, CRISIS: 0.5 }),
  /** Bars in which the scalar covers half the way to its aim. */
  halfLife: z.number().gt(0).default(5),
  /** The scalar never falls below this. */
  scalarMin: scalar.default(0.25),
});
export type Layers = z.infer<typeof layersSchema>;

/** The defaults of ENGINE.md. */
export const DEFAULT_LAYERS: Layers = Object.freeze(layersSchema.parse({}));
