import { z } from "zod";
import { figure, figureSchema } from "../../model/verdict.ts";
import type { Tolerances } from "../../model/waiver.ts";
import type { Tolerance } from "../../numeric/tolerance.ts";
import { relative } from "../../numeric/tolerance.ts";

/** When two figures agree, as it is printed. */
export const FORMULA = "|actual − expected| ≤ absolute + relative · max(|actual|, |expected|)";

/** How far a figure may drift from the golden run's: rounding of reordered sums, nothing more. */
export const GOLDEN_TOLERANCE: Tolerance = relative(1e-9);

/** For engines that calculate in single precision, as the config's profile `float32`. */
const SINGLE_PRECISION: Tolerance = { absolute: 1e-7, relative: 1e-4 };

const toleranceSchema = z.strictObject({ absolute: z.number().nonnegative(), relative: z.number().nonnegative() });

/** Tolerances of a case's own: by table, and by column (or asset) of a table. */
export const caseTolerancesSchema = z.record(
  z.string(),
  z.strictObject({
    absolute: z.number().nonnegative().optional(),
    relative: z.number().nonnegative().optional(),
    columns: z.record(z.string(), toleranceSchema).optional(),
  }),
);
export type CaseTolerances = z.infer<typeof caseTolerancesSchema>;

/** The tolerance of a column of a part, by the part's name without its ending (`metrics` for the metrics). */
export type ToleranceOf = (part: string, column: string) => Tolerance;

/** The narrowest that is said counts: the case's column, the case's table, the config's table, the config's profile. */
export function tolerancesOf(own: CaseTolerances = {}, config?: Tolerances): ToleranceOf {
  const general = config?.profile === "float32" ? SINGLE_PRECISION : GOLDEN_TOLERANCE;
  return (part, column) => {
    const table = config?.tables[part] ?? general;
    const mine = Object.hasOwn(own, part) ? own[part] : undefined;
    if (mine === undefined) return table;
    const exact = mine.columns !== undefined && Object.hasOwn(mine.columns, column) ? mine.columns[column] : undefined;
    return exact ?? { absolute: mine.absolute ?? table.absolute, relative: mine.relative ?? table.relative };
  };
}

/** How close a column came to its tolerance, and where. */
export const headroomSchema = z.strictObject({
  column: z.string(),
  absolute: z.number(),
  relative: z.number(),
  /** Figures that were compared, and how many of them are not the same to the bit. */
  compared: z.int(),
  rounded: z.int(),
  /** The comparison that took the largest share of what was allowed it; absent where all are the same to the bit. */
  worst: z
    .strictObject({
      date: z.string().nullable(),
      residual: figureSchema,
      allowed: figureSchema,
      /** 1 − |residual| / allowed: below 0 it is exceeded; null where nothing was allowed. */
      headroom: z.number().nullable(),
    })
    .optional(),
});
export type Headroom = z.infer<typeof headroomSchema>;

/** Compares the figures of one column, and keeps the closest call. */
export class ColumnScale {
  readonly #column: string;
  readonly #tolerance: Tolerance;
  compared = 0;
  rounded = 0;
  #share = -1;
  #worst: { date: string | null; residual: number; allowed: number } | undefined;

  constructor(column: string, tolerance: Tolerance) {
    this.#column = column;
    this.#tolerance = tolerance;
  }

  allowed(expected: number, actual: number): number {
    return this.#tolerance.absolute + this.#tolerance.relative * Math.max(Math.abs(expected), Math.abs(actual));
  }

  /** Whether two figures agree; `date` says where. NaN agrees with NaN and an infinity with itself, and with nothing else. */
  agree(expected: number, actual: number, date: string | null): boolean {
    this.compared++;
    if (Object.is(expected, actual)) return true;
    this.rounded++;
    if (!Number.isFinite(expected) || !Number.isFinite(actual)) return false;
    const allowed = this.allowed(expected, actual);
    const residual = actual - expected;
    const share = residual === 0 ? 0 : Math.abs(residual) / allowed;
    if (share > this.#share) {
      this.#share = share;
      this.#worst = { date, residual, allowed };
    }
    return Math.abs(residual) <= allowed;
  }

  headroom(): Headroom {
    const { compared, rounded } = this;
    const base = { column: this.#column, ...this.#tolerance, compared, rounded };
    if (this.#worst === undefined) return base;
    const headroom = Number.isFinite(this.#share) ? 1 - this.#share : null;
    const { date, residual, allowed } = this.#worst;
    return { ...base, worst: { date, residual: figure(residual), allowed: figure(allowed), headroom } };
  }
}
