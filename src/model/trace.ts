import { z } from "zod";

/** What can be done to weights that is no scaling, alignment or linear sum. */
export const VIOLATION_KINDS = [
  "renormalized",
  "clip",
  "round",
  "threshold",
  "conditional",
  "filter",
  "selection",
  "abs",
  "sign",
  "nonlinear",
  "additive",
  "overwrite",
  "reordered",
  "degree",
  "second-leverage",
  "bypass",
  "unlagged",
] as const;
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

/** What keeps a run from being the same twice. */
export const RUN_FAULT_KINDS = [
  "clock",
  "randomness",
  "environment",
  "locale",
  "scheduling",
  "outside-read",
  "garbage-collection",
  "enumeration-order",
  "comparator",
  "state",
] as const;
export type RunFaultKind = (typeof RUN_FAULT_KINDS)[number];

/** What a decision knows that it cannot know yet. */
export const LOOK_AHEAD_KINDS = ["same-row", "future-row", "full-sample"] as const;
export type LookAheadKind = (typeof LOOK_AHEAD_KINDS)[number];

const KINDS = [...VIOLATION_KINDS, ...RUN_FAULT_KINDS, ...LOOK_AHEAD_KINDS] as const;

/** A static audit's result as a document: `tieout.trace/1`. Plain data; the writers make text, Markdown and SARIF of it. */

const placeSchema = z.strictObject({
  /** Relative to the project's root, with forward slashes. */
  file: z.string(),
  line: z.int().gte(1),
  column: z.int().gte(1),
});

export const traceVerdictSchema = z.enum(["pass", "fail", "unproven"]);

const stepSchema = z.strictObject({
  number: z.int().gte(1),
  place: placeSchema,
  /** The function that it stands in; null at the top of a file. */
  within: z.string().nullable(),
  /** The variable, property or parameter that takes the value; null within an expression. */
  variable: z.string().nullable(),
  /** The unit in the weights: `w¹`, `w⁰`, `✗`, `?`. */
  unit: z.string(),
  kind: z.enum([
    "source",
    "copy",
    "scalar",
    "divide",
    "sum",
    "negate",
    "call",
    "return",
    "element",
    "store",
    "join",
    "condition",
    "model",
    "sink",
  ]),
  /** What is done, in words and in the text of the source. */
  text: z.string(),
  /** Numbers of the steps that it is made of. */
  from: z.array(z.int()),
  /** The violation that happens here; null for none. */
  violation: z.enum(KINDS).nullable(),
});

const findingSchema = z.strictObject({
  kind: z.enum([...KINDS, "unknown"]),
  place: placeSchema,
  message: z.string(),
  /** The sink that it reaches. */
  sink: z.string(),
  /** Whether it is proven; an open finding only forbids PASS. */
  level: z.enum(["fail", "open"]),
  /** The step of the chain at which it happens; null where there is none. */
  step: z.int().nullable(),
});

const sinkSchema = z.strictObject({
  sink: z.string(),
  verdict: traceVerdictSchema,
  reason: z.string(),
  /** Where values reach it. */
  places: z.array(placeSchema),
  /** Steps from the sources to this sink, in order. */
  chain: z.array(stepSchema),
});

const variableSchema = z.strictObject({
  variable: z.string(),
  unit: z.string(),
  places: z.array(placeSchema),
});

const answerSchema = z.strictObject({
  question: z.string(),
  answer: z.enum(["yes", "no", "unproven"]),
  /** What shows it: findings or steps, as `file:line`. */
  shown: z.array(z.string()),
});

export const traceSchema = z.strictObject({
  schema: z.literal("tieout.trace/1"),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  verdict: traceVerdictSchema,
  sources: z.array(z.strictObject({ source: z.string(), places: z.array(placeSchema) })),
  sinks: z.array(sinkSchema),
  findings: z.array(findingSchema),
  variables: z.array(variableSchema),
  answers: z.array(answerSchema),
  /** Under which the verdict holds. */
  assumptions: z.array(z.string()),
  entries: z.array(z.string()),
  filesVisited: z.int().gte(0),
  /** Every function that was looked at, by file, where a rule goes by all that may run. */
  visited: z.array(z.strictObject({ file: z.string(), functions: z.array(z.string()) })).optional(),
});

export type TracePlace = z.infer<typeof placeSchema>;
export type TraceVerdict = z.infer<typeof traceVerdictSchema>;
export type TraceStep = z.infer<typeof stepSchema>;
export type TraceFinding = z.infer<typeof findingSchema>;
export type TraceSink = z.infer<typeof sinkSchema>;
export type TraceVariable = z.infer<typeof variableSchema>;
export type TraceAnswer = z.infer<typeof answerSchema>;
export type Trace = z.infer<typeof traceSchema>;
