import { z } from "zod";

/** What an audit of one run would notice: the run corrupted in all the standard ways, and who raised the alarm. */
export const SENSITIVITY_SCHEMA = "tieout.sensitivity/1";

/** Who noticed a corruption. */
const noticed = {
  /** Invariants of severity error that pass or do not apply without the corruption, and fail with it. */
  noticedBy: z.array(z.string()),
  /** The same of severity warning: a warning does not fail an audit. */
  warnedBy: z.array(z.string()),
};

const place = {
  /** The way of corrupting: `drop-row`, `log-digit`. */
  id: z.string(),
  /** What was done, in a sentence. */
  story: z.string(),
  /** The file it was done to. */
  artifact: z.string(),
  /** Where in the file: date and column, or what of it. */
  place: z.string(),
};

export const corruptionSchema = z.strictObject({ ...place, ...noticed });
/** A corruption, and which invariants noticed it; a blind spot where `noticedBy` is empty. */
export type CorruptionFinding = z.infer<typeof corruptionSchema>;

export const floorSchema = z.strictObject({
  ...place,
  /** The smallest size noticed, in the units of the artifact's column; `null` where none was, up to `largest`. */
  smallest: z.number().nullable(),
  /** The largest size tried. */
  largest: z.number(),
  ...noticed,
});
/** A corruption that comes in sizes, and the smallest that an invariant noticed. */
export type FloorFinding = z.infer<typeof floorSchema>;

export const sensitivitySchema = z.strictObject({
  schema: z.literal(SENSITIVITY_SCHEMA),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  /** The run's name: its folder's. */
  run: z.string(),
  seed: z.int(),
  /** Invariants that pass on the run as it stands: those that can notice. */
  judges: z.array(z.string()),
  /** The others, with the reason. */
  notJudging: z.array(z.strictObject({ id: z.string(), reason: z.string() })),
  corruptions: z.array(corruptionSchema),
  floors: z.array(floorSchema),
});
export type Sensitivity = z.infer<typeof sensitivitySchema>;
