import type { Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { alignRows, cellAt } from "../verify/align.ts";
import { Column } from "../verify/column.ts";
import type { RunView } from "../verify/run-view.ts";

/**
 * What the scaled run should hold on the baseline's rebalances: weights_post of the baseline times the scalar that the
 * scaled run records as applied; with sleeve scalars, the sum of the baseline's sleeve books, each times its own; with
 * an overlay, plus the scaled run's overlay times the system's scalar. NaN where a scalar is not recorded.
 */
export function scaledBooks(baseline: RunView, scaled: RunView): Panel {
  const { dates, columns, values: post } = baseline.table("weights_post")!;
  const applied = scaled.table("allocator_risk_v1_applied")!;
  const scalars = new Column(applied, "risk_scalar_applied");
  const rows = alignRows(dates, applied.dates);
  const addSleeves = sleeveAdder(baseline, scaled, dates, columns);
  const overlay = scaled.table("overlay_weights");
  const overlayRows = overlay && alignRows(dates, overlay.dates);
  const overlayColumns = overlay && alignRows(columns, overlay.columns);
  const values = doubles(post.length);
  for (let k = 0; k < dates.length; k++) {
    const scalar = scalars.at(rows[k]!);
    for (let i = 0, cell = k * columns.length; i < columns.length; i++, cell++) {
      values[cell] = addSleeves === undefined ? post[cell]! * scalar : addSleeves(k, i);
      if (overlay !== undefined) values[cell]! += cellAt(overlay, overlayRows![k]!, overlayColumns![i]!) * scalar;
    }
  }
  return panel(dates, columns, values);
}

/** Σ over sleeves of scalar · book for one rebalance and asset; undefined without sleeve scalars. */
function sleeveAdder(
  baseline: RunView,
  scaled: RunView,
  dates: readonly string[],
  assets: readonly string[],
): ((k: number, i: number) => number) | undefined {
  const books = baseline.table("sleeve_weights_post") ?? scaled.table("sleeve_weights_post");
  const applied = scaled.table("allocator_sleeve_risk_v1_applied");
  if (books === undefined || applied === undefined) return undefined;
  const bookRows = alignRows(dates, books.dates);
  const scalarRows = alignRows(dates, applied.dates);
  const bookColumns = applied.columns.map((sleeve) =>
    alignRows(
      assets.map((asset) => `${sleeve}/${asset}`),
      books.columns,
    ),
  );
  return (k, i) => {
    let total = 0;
    for (let s = 0; s < applied.columns.length; s++) {
      total += cellAt(books, bookRows[k]!, bookColumns[s]![i]!) * cellAt(applied, scalarRows[k]!, s);
    }
    return total;
  };
}
