import type { Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import { doubles, integers } from "../numeric/arrays.ts";
import { Column } from "./column.ts";
import { holdingPeriods, rebalanceDates } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";

/** The books that drifting positions should show on each date, from the books traded to. */
export interface DriftedBooks {
  /** One row a date of weights_daily, the columns of weights_scaled. */
  readonly books: Panel;
  /** For each date its row of `books`; −1 where the tables do not tell. */
  readonly rows: Int32Array;
}

/**
 * The book of each date in one step from its rebalance: weights_scaled · exp(Σ r) / Π(1 + s_p) over the bars since,
 * with the recorded simple returns of the portfolio; nothing before the first rebalance, nothing after a bar that
 * loses the whole capital. Returns are earned by CONTRACT.md §1.
 */
export function driftedBooks(view: RunView): DriftedBooks {
  return view.share(drifted);
}

function drifted(view: RunView): DriftedBooks {
  const dates = view.table("weights_daily")?.dates ?? [];
  const scaled = view.table("weights_scaled");
  const returns = view.table("returns");
  const portfolio = view.table("portfolio_returns");
  const rows = integers(dates.length).fill(-1);
  if (scaled === undefined || returns === undefined || portfolio === undefined) {
    return { books: panel(dates, [], doubles(0)), rows };
  }
  const width = scaled.columns.length;
  const values = doubles(dates.length * width);
  const columns = view.align(scaled.columns, returns.columns);
  const market = view.align(dates, returns.dates);
  const earnedOn = view.align(dates, portfolio.dates);
  const simple = new Column(portfolio, "simple_return");
  const rebalances = rebalanceDates(view);
  const periods = holdingPeriods(view);
  const bookOf = view.align(rebalances, scaled.dates);
  const { earnsFrom } = view.conventions;
  const moved = doubles(width);
  let worth = 1;
  let isKnown = false;
  let held = -1;
  for (let t = 0; t < dates.length; t++) {
    const period = periods[t]!;
    if (period < 0) {
      rows[t] = t;
      continue;
    }
    if (period !== held) {
      held = period;
      moved.fill(0);
      worth = 1;
      isKnown = bookOf[period]! >= 0 && rebalances[period] === dates[t];
    } else {
      const bar = t - 1 + earnsFrom;
      isKnown &&= market[t - 1]! >= 0 && market[t] === market[t - 1]! + 1;
      worth *= Math.max(0, 1 + simple.at(earnedOn[bar]!));
      for (let i = 0; i < width; i++) moved[i] = moved[i]! + returnAt(returns, market[bar]!, columns[i]!);
    }
    if (!isKnown || Number.isNaN(worth)) continue;
    rows[t] = t;
    const from = bookOf[period]! * width;
    for (let i = 0; i < width; i++) {
      const weight = scaled.values[from + i]!;
      values[t * width + i] = weight === 0 || worth === 0 ? 0 : (weight * Math.exp(moved[i]!)) / worth;
    }
  }
  return { books: panel(dates, scaled.columns, values), rows };
}

function returnAt({ columns, values }: Panel, row: number, column: number): number {
  return row < 0 || column < 0 ? Number.NaN : values[row * columns.length + column]!;
}
