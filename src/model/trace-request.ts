import { z } from "zod";

/** What may be said of a function instead of following its body. */
export const functionModelSchema = z.union([
  /** What it answers does not depend on the weights. */
  z.literal("given"),
  /** It answers a new list of zeros that shares no memory with another. */
  z.literal("zeros"),
  /** It takes what it is given, keeps none of it and answers nothing. */
  z.literal("ignored"),
  /** It answers one of its arguments, e.g. `{ argument: 0 }`. */
  z.strictObject({ argument: z.int().gte(0) }),
]);
export type FunctionModel = z.infer<typeof functionModelSchema>;

/** What a static audit is asked. */
export const traceRequestSchema = z.strictObject({
  /** A tsconfig, a folder, or a source file. */
  project: z.string(),
  /** What risk targeting returns: `scaleWeights`, `target().post`. */
  sources: z.array(z.string()).default([]),
  /** What makes profit and loss, or an artifact: `portfolioReturn#0`, `var:portfolioReturnsLog`. */
  sinks: z.array(z.string()).default([]),
  /** Functions and classes to start from; found from the callers of sources and sinks by default. */
  entries: z.array(z.string()).default([]),
  /** What is said of functions by name, `doubles` or `Block.column`, instead of following them. */
  models: z.record(z.string(), functionModelSchema).default({}),
  /** Whether a type error in a file that was entered keeps the verdict from being PASS; checking takes a while. */
  types: z.boolean().default(true),
  /** What is assumed of an entry's parameters: `{ "config.holding": "constant-weights" }`; null for absent. */
  assume: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
export type TraceRequest = z.infer<typeof traceRequestSchema>;
export type TraceRequestInput = z.input<typeof traceRequestSchema>;
