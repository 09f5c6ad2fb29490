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

const DERIVE: Readonly<Record<BookTable, (view: RunView) => BookSizes>> = {
  weights_model: (view) => measured(view.table("weights_model")),
  weights_pre: (view) => measured(view.table("weights_pre")),
  weights_post: (view) => measured(view.table("weights_post")),
  weights_raw: (view) => measured(view.table("weights_raw")),
  weights_scaled: (view) => measured(view.table("weights_scaled")),
  weights_daily: (view) => measured(view.table("weights_daily")),
};

/** The sizes of each book of a panel, measured once a run; empty where the run has no such table. */
export function bookSizes(view: RunView, table: BookTable): BookSizes {
  return view.share(DERIVE[table]);
}

function measured(table: Panel | undefined): BookSizes {
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
