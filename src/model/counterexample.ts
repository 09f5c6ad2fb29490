import { z } from "zod";
import { scenarioSchema } from "./scenario.ts";
import { METHODS, violationSchema } from "./verdict.ts";

/** A self-contained counterexample (CONTRACT.md §7): replay needs this file and the engine, no seed, no generator. */
export const COUNTEREXAMPLE_SCHEMA = "tieout.counterexample/1";

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
  found: z.strictObject({ seed: z.int(), case: z.int(), shrinkSteps: z.int() }),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
});
export type Counterexample = z.infer<typeof counterexampleSchema>;
