import { z } from "zod";
import { figureSchema, preconditionSchema, violationSchema } from "./verdict.ts";

export const tallySchema = z.strictObject({
  /** Runs, or pairs of runs, that were put to the statement. */
  put: z.int(),
  /** Those of them where at least one comparison was made. */
  cases: z.int(),
  /** Comparisons made. */
  examined: z.int(),
  /** The first reason why one was skipped, and why one proved nothing. */
  skipped: z.string().optional(),
  unproven: z.string().optional(),
  preconditions: z.array(preconditionSchema),
  /** The largest of all comparisons, as in evidence; 0 where there was none. */
  worst: z.strictObject({ residual: figureSchema, relative: figureSchema, toleranceUsed: figureSchema }),
  waivedCount: z.int(),
  /** Of the first failing case; the rest is counted. */
  violations: z.array(violationSchema),
  violationCount: z.int(),
});

/**
 * What was found out about one statement on many cases, in counts, maxima and firsts only: two tallies of neighbouring
 * stretches of cases make that of both, whichever way the cases were split. Plain data, for other threads and for JSON.
 */
export type Tally = z.infer<typeof tallySchema>;
