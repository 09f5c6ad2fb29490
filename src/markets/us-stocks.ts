import type { BuiltinMarket } from "./builtin-market.ts";
import { shippedFile } from "./package-root.ts";
import { loadPrices } from "./prices.ts";

/** Five stocks by month: a short, gappy market, and a book that is levered by a fixed factor and left alone. */
export const usStocks: BuiltinMarket = {
  name: "us-stocks",
  title: "AAPL, AMZN, GOOG, IBM and MSFT, monthly, 2004-08 to 2010-03",
  source: "vega-datasets 3.2.1 (BSD-3-Clause), data/stocks.csv; starts where GOOG does",
  load: () => loadPrices(shippedFile("fixtures", "markets", "us-stocks.csv"), { gaps: "start-late" }),
  config: {
    sleeves: [{ name: "equal", budget: 1, strategy: { kind: "equal-weight" } }],
    rebalance: "quarter",
    exposure: { kind: "fixed", multiplier: 1.25 },
    allocator: { mode: "off" },
    limits: { maxAssetWeight: 0.5, maxGross: 2 },
    costs: { halfSpreadBps: 2, feeBps: 0.5 },
    conventions: { annualization: 12 },
  },
};
