import { z } from "zod";
import { scenarioSchema } from "./scenario.ts";
import { figureSchema, METHODS, violationSchema } from "./verdict.ts";

/** A self-contained counterexample (CONTRACT.md §7): replay needs this file and the engine, no seed, no generator. */
export const COUNTEREXAMPLE_SCHEMA = "tieout.counterexample/1";

/** The worst residual of one failure: in units, and relative to the larger of the two figures. */
export const worstSchema = z.strictObject({ residual: figureSchema, relative: figureSchema });

export const counterexampleSchema = z.strictObject({
  schema: z.literal(COUNTEREXAMPLE_SCHEMA),
  invariant: z.string(),
  method: z.enum(METHODS),
  /** The relation's id, where `followUp` is the second scenario of a pair. */
  relation: z.string().optional(),
  /** What makes two failures the same: invariant, artifact and kind. */
  signature: z.string(),
  scenario: scenarioSchema,
  followUp: scenarioSchema.optional(),
  violation: violationSchema,
  /** The worst residual of this signature that was seen on the way; figures that are no number stand as text. */
  worst: worstSchema.optional(),
  /** JSON pointers into `scenario` of values that may be anything: each was varied, and the failure stayed the same. */
  irrelevant: z.array(z.string()).optional(),
  /** JSON pointers into `scenario` of values of which another one makes the failure vanish or change its kind. */
  relevant: z.array(z.string()).optional(),
  found: z.strictObject({
    seed: z.int(),
    case: z.int(),
    /** Changes that the reduction kept. */
    shrinkSteps: z.int(),
    /** Engine runs that the reduction took, and those that telling relevant values apart took. */
    shrinkRuns: z.int().optional(),
    explainRuns: z.int().optional(),
  }),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
});
export type Counterexample = z.infer<typeof counterexampleSchema>;
