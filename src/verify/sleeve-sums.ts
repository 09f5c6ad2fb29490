import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { CompensatedSum } from "../numeric/sum.ts";
import { cellAt } from "./align.ts";
import type { RunView } from "./run-view.ts";

/** What the books of the sleeves add up to, by date of sleeve_weights_post and asset (row-major). */
export interface SleeveSums {
  readonly dates: readonly string[];
  readonly assets: readonly string[];
  /** Σ_s book_s. */
  readonly whole: Float64Array;
  /** Σ_s scalar_s · book_s, and the overlay's weight times the system's scalar; without scalars, all of them 1. */
  readonly scaled: Float64Array;
  /** Σ_s |book_s|: the scale on which a residual is small or large. */
  readonly magnitude: Float64Array;
}

/** Adds the sleeves' books up by name, with their scalars of the date (or without: `applied` false). */
export function sleeveSums(view: RunView, applied: boolean): SleeveSums {
  const books = view.table("sleeve_weights_post")!;
  const scalars = view.table("allocator_sleeve_risk_v1_applied")!;
  const { dates } = books;
  const parts = books.columns.map((column) => {
    const slash = column.lastIndexOf("/");
    return { asset: column.slice(slash + 1), scalar: scalars.columns.indexOf(column.slice(0, Math.max(0, slash))) };
  });
  const columnsOf = new Map<string, number[]>();
  for (const [column, { asset }] of parts.entries()) columnsOf.set(asset, [...(columnsOf.get(asset) ?? []), column]);
  const assets = [...columnsOf.keys()];
  const scalarRows = view.align(dates, scalars.dates);
  const sums: SleeveSums = {
    dates,
    assets,
    whole: doubles(dates.length * assets.length),
    scaled: doubles(dates.length * assets.length),
    magnitude: doubles(dates.length * assets.length),
  };
  const [whole, scaled] = [new CompensatedSum(), new CompensatedSum()];
  for (let k = 0; k < dates.length; k++) {
    for (let i = 0; i < assets.length; i++) {
      whole.reset();
      scaled.reset();
      for (const column of columnsOf.get(assets[i]!)!) {
        const { scalar } = parts[column]!;
        const weight = cellAt(books, k, column);
        whole.add(weight);
        scaled.add(applied ? weight * cellAt(scalars, scalarRows[k]!, scalar) : weight);
      }
      if (applied) scaled.add(overlayAt(view, dates[k]!, assets[i]!));
      const cell = k * assets.length + i;
      sums.whole[cell] = whole.value;
      sums.scaled[cell] = scaled.value;
      sums.magnitude[cell] = whole.magnitude + Math.abs(scaled.value);
    }
  }
  return sums;
}

/** The overlay's weight of a date and asset times the system's scalar of the date; 0 without an overlay. */
function overlayAt(view: RunView, date: string, asset: string): number {
  const overlay = view.table("overlay_weights");
  const applied: Panel | undefined = view.table("allocator_risk_v1_applied");
  if (overlay === undefined || applied === undefined) return 0;
  const weight = cellAt(overlay, overlay.dates.indexOf(date), overlay.columns.indexOf(asset));
  return weight * cellAt(applied, applied.dates.indexOf(date), applied.columns.indexOf("risk_scalar_applied"));
}
