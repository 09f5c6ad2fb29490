import type { BuiltinMarket } from "./builtin-market.ts";
import { shippedFile } from "./package-root.ts";
import { loadPrices } from "./prices.ts";

/**
 * Scalars already lagged, on first trading days of months in three crises. All other months are absent, some of them
 * in the middle of a crisis, so that the default for a missing scalar counts too.
 */
const APPLIED: readonly (readonly [date: string, scalar: number])[] = [
  ["2001-09-04", 0.9],
  ["2001-10-01", 0.62],
  ["2001-11-01", 0.7],
  ["2001-12-03", 0.78],
  ["2002-07-01", 0.85],
  ["2002-08-01", 0.58],
  ["2002-09-03", 0.6],
  ["2002-10-01", 0.55],
  ["2002-12-02", 0.8],
  ["2008-01-02", 0.92],
  ["2008-02-01", 0.75],
  ["2008-03-03", 0.72],
  ["2008-04-01", 0.8],
  ["2008-09-02", 0.83],
  ["2008-10-01", 0.57],
  ["2008-11-03", 0.41],
  ["2008-12-01", 0.4],
  ["2009-01-02", 0.45],
  ["2009-02-02", 0.5],
  ["2009-04-01", 0.52],
  ["2009-05-01", 0.6],
  ["2009-06-01", 0.71],
  ["2009-07-01", 0.84],
  ["2018-12-03", 0.88],
  ["2019-01-02", 0.74],
  ["2020-03-02", 0.66],
  ["2020-04-01", 0.35],
];

/** One asset over twenty years, three crises among them, with scalars that a source outside has prepared. */
export const sp500: BuiltinMarket = {
  name: "sp500",
  title: "S&P 500 index, daily, 2000-01-03 to 2020-04-17",
  source: "vega-datasets 3.2.1 (BSD-3-Clause), data/sp500-2000.csv",
  load: () => loadPrices(shippedFile("fixtures", "markets", "sp500.csv")),
  config: {
    sleeves: [{ name: "index", budget: 1, strategy: { kind: "equal-weight" } }],
    rebalance: "month",
    exposure: { kind: "vol-target", targetVol: 0.1 },
    allocator: {
      mode: "precomputed",
      applied: APPLIED.map(([date, scalar]) => ({ date, risk_scalar_applied: scalar })),
    },
    costs: { halfSpreadBps: 0.5, feeBps: 0.2 },
    conventions: { returns: "simple" },
  },
};
