import type { Panel } from "../model/panel.ts";
import { bytes, doubles, integers } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/** The auditor's P&L of each bar of portfolio_returns, from weights_daily and returns alone. */
export interface RecomputedPnl {
  /** Whether the row's weights and returns are both there; what is not, artifacts-cover-every-asset reports. */
  readonly known: Uint8Array;
  /** Σ w·r under the log convention, Σ w·(exp(r) − 1) under the simple one. */
  readonly gross: Float64Array;
  /** Σ|w·r|: the scale on which a residual of the gross return is small or large. */
  readonly scale: Float64Array;
}

/**
 * P&L before costs by CONTRACT.md §1. Weights dated t earn the return dated t + earnsFrom. A panel of weights that
 * lost an asset gives another P&L than the run, which is the finding; a panel of returns that lost an asset with a
 * weight gives none.
 */
export function recomputedPnl(view: RunView): RecomputedPnl {
  return view.share(recompute);
}

function recompute(view: RunView): RecomputedPnl {
  const bars = view.table("portfolio_returns")?.dates ?? [];
  const known = bytes(bars.length);
  const gross = doubles(bars.length);
  const scale = doubles(bars.length);
  const pnl = { known, gross, scale };
  const returns = view.table("returns");
  const weights = view.table("weights_daily");
  if (returns === undefined || weights === undefined) return pnl;
  const returnRows = view.align(bars, returns.dates);
  const weightRows = heldRows(view.align(returns.dates, weights.dates), view.conventions.earnsFrom);
  const columns = view.align(weights.columns, returns.columns);
  const inOrder = isIdentity(columns, returns.columns.length);
  const simple = view.conventions.returns === "simple";
  for (let bar = 0; bar < bars.length; bar++) {
    const row = returnRows[bar]!;
    if (row < 0) continue;
    const held = weightRows[row]!;
    if (held === UNKNOWN) continue;
    known[bar] = 1;
    if (held === NO_BOOK) continue;
    if (inOrder && !simple) dotInOrder(weights.values, returns.values, held, row, bar, columns.length, pnl);
    else dotByColumn(weights, returns, held, row, bar, columns, simple, pnl);
  }
  return pnl;
}

const UNKNOWN = -1;
const NO_BOOK = -2;

/** For each row of returns the row of weights that earns it. Under earnsFrom 1 nothing is held on the first bar. */
function heldRows(sameDate: Int32Array, earnsFrom: 0 | 1): Int32Array {
  if (earnsFrom === 0) return sameDate;
  const dayBefore = integers(sameDate.length).fill(NO_BOOK);
  dayBefore.set(sameDate.subarray(0, -1), 1);
  return dayBefore;
}

function isIdentity(columns: Int32Array, width: number): boolean {
  if (columns.length !== width) return false;
  for (let i = 0; i < width; i++) if (columns[i] !== i) return false;
  return true;
}

// Knuth's two-sum: the rounding error of each addition is summed beside it, without a branch.
function dotInOrder(
  weights: Float64Array,
  returns: Float64Array,
  held: number,
  row: number,
  bar: number,
  width: number,
  { gross, scale }: RecomputedPnl,
): void {
  let total = 0;
  let lost = 0;
  let size = 0;
  for (let i = 0, w = held * width, r = row * width; i < width; i++, w++, r++) {
    const term = weights[w]! * returns[r]!;
    const next = total + term;
    const part = next - total;
    lost += total - (next - part) + (term - part);
    total = next;
    size += Math.abs(term);
  }
  gross[bar] = total + lost;
  scale[bar] = size;
}

function dotByColumn(
  weights: Panel,
  returns: Panel,
  held: number,
  row: number,
  bar: number,
  columns: Int32Array,
  simple: boolean,
  { known, gross, scale }: RecomputedPnl,
): void {
  let total = 0;
  let lost = 0;
  let size = 0;
  for (let i = 0; i < columns.length; i++) {
    const weight = weights.values[held * columns.length + i]!;
    const column = columns[i]!;
    if (column < 0) {
      if (weight !== 0) known[bar] = 0;
      continue;
    }
    const earned = returns.values[row * returns.columns.length + column]!;
    const term = weight * (simple && weight !== 0 ? Math.expm1(earned) : earned);
    const next = total + term;
    const part = next - total;
    lost += total - (next - part) + (term - part);
    total = next;
    size += Math.abs(term);
  }
  gross[bar] = total + lost;
  scale[bar] = size;
}
