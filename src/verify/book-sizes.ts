import type { Panel } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { doubles } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/** The weights panels whose rows invariants measure. */
export type BookTable = Extract<
  TableName,
  "weights_model" | "weights_pre" | "weights_post" | "weights_raw" | "weights_scaled" | "weights_daily"
>;

/** Σ|w| and max|w| of each row of a weights panel; a NaN in a row makes its gross NaN. */
export interface BookSizes {
  readonly gross: Float64Array;
  readonly largest: Float64Array;
}

/** Each panel, and the one before it in the pipeline that it is often the same book as. */
const DERIVE: Readonly<Record<BookTable, (view: RunView) => BookSizes>> = {
  weights_model: (view) => measured(view, "weights_model"),
  weights_pre: (view) => measured(view, "weights_pre", "weights_model"),
  weights_post: (view) => measured(view, "weights_post"),
  weights_raw: (view) => measured(view, "weights_raw", "weights_post"),
  weights_scaled: (view) => measured(view, "weights_scaled", "weights_raw"),
  weights_daily: (view) => measured(view, "weights_daily"),
};

/** The sizes of each book of a panel, measured once a run; empty where the run has no such table. */
export function bookSizes(view: RunView, table: BookTable): BookSizes {
  return view.share(DERIVE[table]);
}

/** Panels in memory may share their cells, and then have the same sizes. */
function measured(view: RunView, name: BookTable, like?: BookTable): BookSizes {
  const table = view.table(name);
  const other = like && view.table(like);
  const isLike = table !== undefined && table.values === other?.values && table.columns === other.columns;
  return isLike ? bookSizes(view, like!) : sizesOf(table);
}

function sizesOf(table: Panel | undefined): BookSizes {
  const rows = table?.dates.length ?? 0;
  const gross = doubles(rows);
  const largest = doubles(rows);
  if (table !== undefined) measure(table.values, table.columns.length, gross, largest);
  return { gross, largest };
}

// All terms of Σ|w| have one sign, so a plain sum loses at most n·ε relative.
function measure(values: Float64Array, width: number, gross: Float64Array, largest: Float64Array): void {
  for (let t = 0, cell = 0; t < gross.length; t++) {
    let total = 0;
    let most = 0;
    for (const end = cell + width; cell < end; cell++) {
      const size = Math.abs(values[cell]!);
      total += size;
      if (size > most) most = size;
    }
    gross[t] = total;
    largest[t] = most;
  }
}
