import { z } from "zod";

/** The schema of `analysis.json`, which `tieout analyze` writes beside the charts. */
export const ANALYSIS_SCHEMA = "tieout.analysis/1";

/** What was drawn of a run directory, what was not, and of which files. Nothing in it is a verdict. */
export const analysisSchema = z.strictObject({
  schema: z.literal(ANALYSIS_SCHEMA),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  /** The run directory's own name. */
  name: z.string(),
  engine: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  /** First and last date on the axis of the charts. */
  from: z.string(),
  to: z.string(),
  charts: z.array(
    z.strictObject({ id: z.string(), title: z.string(), description: z.string(), files: z.array(z.string()) }),
  ),
  /** Charts for which the run lacks a table. */
  leftOut: z.array(z.strictObject({ id: z.string(), title: z.string(), wants: z.string() })),
  /** Files that cannot be read, and why; nothing is drawn of them. */
  unreadable: z.array(z.string()),
  assumptions: z.array(z.string()),
  /** The files of the run with their digests. */
  inputs: z.array(z.strictObject({ name: z.string(), digest: z.string() })),
});
export type Analysis = z.infer<typeof analysisSchema>;
