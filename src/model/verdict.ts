import { z } from "zod";

/**
 * pass: examined and held · fail: at least one violation · unproven: should have been decided and was not ·
 * skipped: not applicable, with the reason. See CONTRACT.md §5.
 */
export const VERDICTS = ["pass", "fail", "unproven", "skipped"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The ways evidence is gathered. */
export const METHODS = ["run", "relation", "passes", "static", "golden"] as const;
export type Method = (typeof METHODS)[number];

/** `error` violations fail the report; `warning` violations are shown and do not. */
export type Severity = "error" | "warning";

/** A figure as JSON can carry it: NaN and the infinities by name, a missing cell as `null`. */
export type Figure = number | string | null;
export const figureSchema = z.union([z.number(), z.string(), z.null()]);

export const violationSchema = z.strictObject({
  date: z.string().nullable(),
  asset: z.string().nullable(),
  artifact: z.string().nullable(),
  expected: figureSchema,
  actual: figureSchema,
  residual: figureSchema,
  tolerance: figureSchema,
  message: z.string(),
  location: z.string().nullable(),
});

/** One broken comparison. `residual` = actual − expected, signed; units are those of the artifact's column. */
export type Violation = z.infer<typeof violationSchema>;

export const preconditionSchema = z.strictObject({
  label: z.string(),
  met: z.int(),
  cases: z.int(),
});

/** How often what an invariant presupposes was the case. */
export type Precondition = z.infer<typeof preconditionSchema>;

export const evidenceSchema = z.strictObject({
  method: z.enum(METHODS),
  /** What was looked at: a run directory, a market, the campaign. */
  subject: z.string(),
  verdict: z.enum(VERDICTS),
  /** Why it was skipped or is unproven. */
  reason: z.string().optional(),
  /** Comparisons made. */
  examined: z.int(),
  /** Runs, or pairs of runs, that were looked at and where at least one comparison was made. */
  cases: z.int(),
  preconditions: z.array(preconditionSchema).optional(),
  /**
   * The largest residual of all comparisons: in units, relative to the magnitude compared, and as a share of what was
   * allowed (1 is at the tolerance; exact comparisons allow nothing).
   */
  worst: z.strictObject({ residual: figureSchema, relative: figureSchema, toleranceUsed: figureSchema }).nullable(),
  /** Violations that a waiver covers; absent when there are none. */
  waivedCount: z.int().optional(),
  violations: z.array(violationSchema),
  violationCount: z.int(),
  counterexample: z.string().optional(),
});

/** What one method found out about one invariant on one subject. */
export type Evidence = z.infer<typeof evidenceSchema>;

const RANK: Readonly<Record<Verdict, number>> = { skipped: 0, pass: 1, unproven: 2, fail: 3 };

/** The worst of several verdicts: fail > unproven > pass > skipped; skipped when there are none. */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
  let worst: Verdict = "skipped";
  for (const verdict of verdicts) if (RANK[verdict] > RANK[worst]) worst = verdict;
  return worst;
}

/** A number as {@link Figure}: finite as it is, otherwise its name. */
export function figure(value: number): Figure {
  return Number.isFinite(value) ? value : String(value);
}
