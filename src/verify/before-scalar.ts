import type { Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/**
 * The book that a risk scalar multiplies, by date and asset: weights_post, and what an overlay adds to it. A weight
 * that one of the two panels lacks is NaN. Undefined where the run has no weights_post.
 */
export function beforeScalar(view: RunView): Panel | undefined {
  return view.share(sumOfBooks);
}

/** Whether each sleeve of a run carries a scalar of its own, so that no one scalar leads from book to scaled book. */
export function scalesBySleeve(view: RunView): boolean {
  const allocator = view.config?.allocator;
  if (allocator === undefined) return view.table("sleeve_weights_post") !== undefined;
  return allocator.mode !== "off" && allocator.sleeveScalars !== undefined;
}

function sumOfBooks(view: RunView): Panel | undefined {
  const post = view.table("weights_post");
  const overlay = view.table("overlay_weights");
  if (post === undefined || overlay === undefined) return post;
  const rows = view.align(post.dates, overlay.dates);
  const columns = view.align(post.columns, overlay.columns);
  const width = columns.length;
  const values = doubles(post.values.length);
  for (let cell = 0; cell < values.length; cell++) {
    const row = rows[Math.floor(cell / width)]!;
    const column = columns[cell % width]!;
    const added = row < 0 || column < 0 ? Number.NaN : overlay.values[row * overlay.columns.length + column]!;
    values[cell] = post.values[cell]! + added;
  }
  return panel(post.dates, post.columns, values);
}
