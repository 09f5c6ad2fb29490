import { isoDate } from "../../src/model/calendar.ts";
import type { Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import { TABLES } from "../../src/model/run.ts";
import { returnsOf } from "../support/returns.ts";

/** The n-th day of a story; the first, 0, is 2024-01-02. */
export const day = (n: number): string => isoDate(19724 + n);

/** An equity by day and the drawdown that somebody reported of it. */
export function equityCurve(equity: readonly number[], drawdown: readonly number[]): Panel {
  const values = equity.flatMap((value, t) => [value, drawdown[t]!]);
  return panel(
    equity.map((_, t) => day(t)),
    TABLES.equity_curve.columns,
    Float64Array.from(values),
  );
}

/** portfolio_returns that lead from each equity to the next. */
export const returnsBetween = (equity: readonly number[]): Panel =>
  returnsOf(...equity.slice(1).map((value, t) => value / equity[t]! - 1));
