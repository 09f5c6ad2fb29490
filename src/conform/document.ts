import { z } from "zod";

export const CONFORMANCE_SCHEMA = "tieout.conformance/1";

const stepSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Not reached: a step before it has to be done first. */
  status: z.enum(["done", "to do", "not reached"]),
  /** What was seen, one sentence each. */
  found: z.array(z.string()),
  /** What to change, one sentence each; on a step that is done, what would let more be examined. */
  advice: z.array(z.string()),
  /** What the engine should send or leave: JSON, or a line of its code. */
  example: z.string().optional(),
});

/** What an engine's author still has to do (`tieout conform`). */
export const conformanceSchema = z.strictObject({
  schema: z.literal(CONFORMANCE_SCHEMA),
  engine: z.strictObject({ name: z.string(), version: z.string() }).nullable(),
  steps: z.array(stepSchema),
  conforms: z.boolean(),
});

export type Step = z.infer<typeof stepSchema>;
export type Conformance = z.infer<typeof conformanceSchema>;

/** What one step comes to. */
export type Outcome = Pick<Step, "status" | "found" | "advice"> & { readonly example?: string };

export function done(...found: string[]): Outcome {
  return { status: "done", found, advice: [] };
}

/** Something is to be done: what was seen, and what to change. */
export function toDo(found: string, advice: string, example?: string): Outcome {
  return { status: "to do", found: [found], advice: [advice], ...(example === undefined ? {} : { example }) };
}
