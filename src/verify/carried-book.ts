import type { Config } from "../model/config.ts";
import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { Column } from "./column.ts";
import type { RunView } from "./run-view.ts";

/**
 * What the book of a date becomes by the next one when nobody trades: itself under constant weights; under drifting
 * positions w·(1 + s)/(1 + s_p), s the asset's and s_p the portfolio's recorded simple return of the bar between. A
 * bar that loses the whole capital leaves nothing. In one workspace.
 */
export class CarriedBook {
  /** What was asked for last, one weight a column of weights_daily. */
  readonly weights: Float64Array;
  /** By how much a rounding of the recorded portfolio return counts for more in a weight; 1 and up. */
  magnified = 1;
  /** What else moves a book than trades, to be said after "…no rebalance". */
  readonly why: string;
  readonly #daily: Panel;
  readonly #drift: Drift | undefined;

  constructor(view: RunView, daily: Panel, holding: Config["holding"]) {
    this.#daily = daily;
    this.weights = doubles(daily.columns.length);
    this.why = holding === "drifting-positions" ? ", otherwise than its price moves it" : "";
    this.#drift = holding === "drifting-positions" ? driftOf(view, daily) : undefined;
  }

  /**
   * Works out what the row before `row` of weights_daily is worth on that date; nothing is held before the first row.
   * False where a date, a return or an asset's returns are lost: artifacts-cover-every-asset names them.
   */
  carryTo(row: number): boolean {
    const { weights } = this;
    this.magnified = 1;
    if (row === 0) {
      weights.fill(0);
      return true;
    }
    const { values } = this.#daily;
    const before = (row - 1) * weights.length;
    if (this.#drift === undefined) {
      for (let i = 0; i < weights.length; i++) weights[i] = values[before + i]!;
      return true;
    }
    return this.#carryPrices(this.#drift, row, before);
  }

  #carryPrices({ returns, rows, columns, simple, simpleRows, earnsFrom }: Drift, row: number, before: number): boolean {
    if (rows[row - 1]! < 0 || rows[row] !== rows[row - 1]! + 1) return false;
    const growth = 1 + simple.at(simpleRows[row - 1 + earnsFrom]!);
    if (Number.isNaN(growth)) return false;
    this.magnified = growth > 0 ? Math.max(1, 1 / growth) : 1;
    const { weights } = this;
    const start = rows[row - 1 + earnsFrom]! * returns.columns.length;
    for (let i = 0; i < weights.length; i++) {
      const held = this.#daily.values[before + i]!;
      if (columns[i]! < 0 && held !== 0) return false;
      weights[i] = held === 0 || growth <= 0 ? 0 : (held * Math.exp(returns.values[start + columns[i]!]!)) / growth;
    }
    return true;
  }
}

/** Where the rows and columns of weights_daily are in the tables that move it. */
interface Drift {
  readonly returns: Panel;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly simple: Column;
  readonly simpleRows: Int32Array;
  readonly earnsFrom: 0 | 1;
}

function driftOf(view: RunView, daily: Panel): Drift | undefined {
  const returns = view.table("returns");
  const portfolio = view.table("portfolio_returns");
  if (returns === undefined || portfolio === undefined) return undefined;
  return {
    returns,
    rows: view.align(daily.dates, returns.dates),
    columns: view.align(daily.columns, returns.columns),
    simple: new Column(portfolio, "simple_return"),
    simpleRows: view.align(daily.dates, portfolio.dates),
    earnsFrom: view.conventions.earnsFrom,
  };
}

/** Why a run that drifts cannot be followed from bar to bar; undefined when it can, or does not drift. */
export function cannotFollowDrift(view: RunView): string | undefined {
  if (view.config?.holding !== "drifting-positions") return undefined;
  const lacking = (["weights_daily", "returns", "portfolio_returns"] as const).filter(
    (name) => view.table(name) === undefined,
  );
  if (lacking.length === 0) return undefined;
  return `holding is drifting-positions: needs ${lacking.map((name) => `${name}.csv`).join(", ")}`;
}
