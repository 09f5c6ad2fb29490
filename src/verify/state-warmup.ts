import { integers } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/** Which cells of a run's state are empty. */
export interface StateWarmup {
  /** How many rows each column is empty from the first row on. */
  readonly rows: Int32Array;
  /** Whether no other cell is empty. */
  readonly isAll: boolean;
}

/** The warm-up of a run's state, found once; of nothing where the run has no state. */
export function stateWarmup(view: RunView): StateWarmup {
  return view.share(found);
}

function found(view: RunView): StateWarmup {
  const state = view.table("allocator_state_v1");
  const width = state?.columns.length ?? 0;
  const rows = integers(width);
  const missing = state?.missing;
  if (missing === undefined) return { rows, isAll: true };
  let others = 0;
  for (let column = 0; column < width; column++) {
    let cell = column;
    while (cell < missing.length && missing[cell] === 1) cell += width;
    rows[column] = (cell - column) / width;
    for (; cell < missing.length; cell += width) others += missing[cell]!;
  }
  return { rows, isAll: others === 0 };
}
