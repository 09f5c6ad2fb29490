import type { TableName } from "../../../model/run.ts";
import { TABLE_NAMES, TABLES } from "../../../model/run.ts";

/** What other engines call what we call something: names as pandas, zipline, backtrader, vectorbt and pyfolio users write them. */

/** Their names of our named columns, in small letters without marks; the table's own names are known anyway. */
const COLUMN_NAMES: Partial<Record<TableName, Readonly<Record<string, readonly string[]>>>> = {
  portfolio_returns: {
    simple_return: [
      "returns",
      "return",
      "ret",
      "netreturn",
      "netreturns",
      "netret",
      "portfolioreturn",
      "portfolioreturns",
      "strategyreturn",
      "strategyreturns",
      "algorithmreturn",
      "dailyreturn",
      "dailyreturns",
      "pctreturn",
    ],
    log_return: ["logreturns", "logret", "lr"],
    gross_return: ["grossreturns", "grossret", "returnbeforecosts"],
    cost: ["costs", "tradingcost", "tradingcosts", "transactioncost", "transactioncosts", "tcost", "fees"],
  },
  equity_curve: {
    equity: [
      "equitycurve",
      "portfoliovalue",
      "nav",
      "value",
      "totalvalue",
      "netvalue",
      "accountvalue",
      "wealth",
      "cumvalue",
    ],
    drawdown: ["dd", "underwater", "drawdowns"],
  },
  leverage_series: {
    vol: ["volatility", "sigma", "exantevol", "portfoliovol", "forecastvol", "volforecast"],
    leverage: ["lev", "scaler", "volscalar", "leveragefactor"],
    gross_before: ["grossbefore", "grosspre", "grossexposurebefore"],
    gross_after: ["grossafter", "grosspost", "grossleverage", "grosslev", "grossexposure"],
  },
  turnover: { turnover: ["to", "traded"], cost: ["costs", "tradingcost", "tradingcosts", "transactioncosts", "fees"] },
};

/** Their names of our figures. */
export const METRIC_NAMES: Readonly<Record<string, readonly string[]>> = {
  cagr: ["annualreturn", "annualreturns", "compoundannualreturn", "cagr"],
  annual_vol: ["annualvolatility", "volatility", "volann", "annvol", "volatilityann"],
  sharpe: ["sharperatio"],
  max_drawdown: ["maxdrawdown", "maximumdrawdown", "maxdd"],
  sortino: ["sortinoratio"],
  calmar: ["calmarratio"],
};

/** A name without case and marks: `Sharpe Ratio` and `sharpe_ratio` are one. */
export function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** For tables of named columns: our columns that a file has, under its names; empty where none is there. */
export function namedColumns(table: TableName, names: readonly string[]): Readonly<Record<string, string>> {
  const { columns } = TABLES[table];
  if (typeof columns === "string") return {};
  const found: Record<string, string> = {};
  for (const ours of columns) {
    const theirs = names.find((name) => name === ours) ?? names.find((name) => bare(name) === bare(ours));
    const synonym = theirs ?? names.find((name) => COLUMN_NAMES[table]?.[ours]?.includes(bare(name)));
    if (synonym !== undefined && !Object.values(found).includes(synonym)) found[ours] = synonym;
  }
  return found;
}

/** The tables of named columns that are looked for in every file; others are only taken by their own names. */
export const COMMON_TABLES: readonly TableName[] = ["portfolio_returns", "equity_curve", "leverage_series", "turnover"];

/** A table whose file's name says what it is; undefined where it says nothing. `step` is the usual step in days. */
export function tableOfAssets(
  name: string,
  step: number,
): { table: TableName; holds?: "prices" | "log-returns" | "simple-returns" } | undefined {
  const stem = name.toLowerCase();
  // A file called returns may hold either kind: that is decided below.
  const own = TABLE_NAMES.find((each) => stem === each && each !== "returns" && TABLES[each].columns === "assets");
  if (own !== undefined) return { table: own };
  if (/price|close|quotes/.test(stem)) return { table: "returns", holds: "prices" };
  if (/(?:^|[^a-z])(?:ret|rets|returns?|pct_?change)(?:[^a-z]|$)/.test(stem)) {
    return { table: "returns", holds: /log/.test(stem) ? "log-returns" : "simple-returns" };
  }
  if (!/weight|position|holding|alloc|exposure|book|target|signal|(?:^|_)w(?:ts?)?(?:_|$)/.test(stem)) return undefined;
  if (/model|signal|alpha/.test(stem)) return { table: "weights_model" };
  if (/(?:^|[^a-z])pre|before|unlever/.test(stem)) return { table: "weights_pre" };
  if (/(?:^|[^a-z])post|after|levered|leveraged/.test(stem)) return { table: "weights_post" };
  return { table: step <= 4 && !/rebal|target/.test(stem) ? "weights_daily" : "weights_scaled" };
}

/** Columns of a table of assets that are none. */
export const NO_ASSET = /^(?:|cash|total|sum|portfolio|benchmark|index|level_0|unnamed: \d+|gross|net|nav)$/i;

/** Names of the column that says which asset a row of a long table is of. */
export const ASSET_NAMES =
  /^(?:assets?|tickers?|symbols?|sid|security|instrument|ric|isin|figi|permno|name|variable|contract|stock|column)$/i;
