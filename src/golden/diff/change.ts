import { z } from "zod";
import { figureSchema } from "../../model/verdict.ts";
import { GOLDEN_STAGES } from "../pipeline.ts";

/**
 * One difference between the accepted run and today's. What has vanished, is new or stands in another order is one
 * entry however many rows it is about; a changed figure is one entry a cell.
 */
export const changeSchema = z.strictObject({
  kind: z.enum(["changed", "added", "removed", "moved"]),
  what: z.enum(["figure", "row", "column", "table", "line", "document"]),
  stage: z.enum(GOLDEN_STAGES),
  /** The file that it is in. */
  artifact: z.string(),
  /** The date, or the first of several. */
  date: z.string().nullable(),
  /** The last date, where there are several. */
  until: z.string().optional(),
  /** How many rows it is about, where that is not one. */
  rows: z.int().optional(),
  /** The asset, or the column of a table that has others. */
  asset: z.string().nullable(),
  expected: figureSchema,
  actual: figureSchema,
  /** actual − expected, and what was allowed, of two numbers. */
  residual: figureSchema,
  allowed: figureSchema,
  /** A sentence. */
  message: z.string(),
});
export type Change = z.infer<typeof changeSchema>;

/** Whether a change is always told by name: all but a figure or a line that is another one, which others may follow from. */
export function isNamed({ kind }: Change): boolean {
  return kind !== "changed";
}

/** How many changes of a part are kept of each sort; the rest is counted. */
const KEPT = 1000;

/** Changes of one sort, all counted: the earliest of them, and what else there is. */
export class Track {
  /** The change of the earliest date, the one that came first where several have it. */
  first: Change | undefined;
  total = 0;
  /** Changes of that date, and the earliest date after it. */
  atFirstDate = 0;
  nextDate: string | null = null;

  add(change: Change): void {
    this.total++;
    const order = this.first === undefined ? -1 : compareDates(change.date, this.first.date);
    if (order < 0) {
      if (this.first !== undefined) this.nextDate = this.first.date;
      this.first = change;
      this.atFirstDate = 1;
    } else if (order === 0) this.atFirstDate++;
    else if (this.nextDate === null || compareDates(change.date, this.nextDate) < 0) this.nextDate = change.date;
  }
}

/** The changes of one part of a run: all are counted, the first are kept. */
export class Changes {
  readonly kept: Change[] = [];
  readonly counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  /** What is told by name, and figures that others may follow from. */
  readonly named = new Track();
  readonly figures = new Track();

  get total(): number {
    return this.named.total + this.figures.total;
  }

  add(change: Change): void {
    this.counts[change.kind]++;
    const track = isNamed(change) ? this.named : this.figures;
    track.add(change);
    if (track.total <= KEPT) this.kept.push(change);
  }

  /** The kept changes by date, those of one date in the order in which they came; without a date last. */
  inOrder(): readonly Change[] {
    const order = this.kept.map((change, i) => ({ change, i }));
    order.sort((a, b) => compareDates(a.change.date, b.change.date) || a.i - b.i);
    return order.map(({ change }) => change);
  }
}

/** Orders dates; what has none comes last. */
export function compareDates(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
