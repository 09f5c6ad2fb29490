import { z } from "zod";

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a date YYYY-MM-DD");

/** A known violation that is let through for a time: which, why, and until when. */
export const waiverSchema = z.strictObject({
  /** The invariant's id. */
  id: z.string().min(1),
  reason: z.string().min(1),
  /** The last day on which it counts. */
  expires: date,
  /** Only violations dated in this range, both ends included; without it any, undated ones too. */
  from: date.optional(),
  to: date.optional(),
  /** Only violations of these assets. */
  assets: z.array(z.string()).min(1).optional(),
});
export type Waiver = z.infer<typeof waiverSchema>;

const tolerance = z.strictObject({ absolute: z.number().nonnegative(), relative: z.number().nonnegative() });

/** Tolerances other than the invariants' own. Comparisons that are exact by definition stay exact. */
export const tolerancesSchema = z.strictObject({
  /** `float32` for engines that calculate in single precision: 1e-4 relative, 1e-7 absolute. */
  profile: z.enum(["default", "float32"]).default("default"),
  /** By table name, for figures that passed through something lossy. */
  tables: z.record(z.string(), tolerance).default({}),
});
export type Tolerances = z.infer<typeof tolerancesSchema>;
