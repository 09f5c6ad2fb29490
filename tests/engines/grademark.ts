import { DataFrame } from "data-forge";
import type { IBar, ITrade } from "grademark";
import { analyze, backtest } from "grademark";
import { engineOfFunction } from "../../src/adapters/module-engine.ts";
import type { PlainRun } from "../../src/adapters/plain-run.ts";
import type { Engine } from "../../src/model/engine.ts";
import { EngineError } from "../../src/model/errors.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { parseScenario } from "../../src/model/scenario.ts";

/**
 * grademark (npm) as an engine under test. It backtests one instrument with all of the capital, long or short: it
 * enters at the open of the bar after its entry rule, and leaves at the open of the bar after its exit rule, which it
 * first asks a bar after the entry. A trade is therefore three bars here: flat, held while the price moves, held while
 * it stands still; bars open where the one before closed.
 */
const BARS_A_TRADE = 4;

/** A trade of the whole capital: its direction, and the log return of the bar on which the price moves. */
export interface Bet {
  readonly weight: 1 | -1;
  readonly move: number;
}

/** The scenario in which these bets are made one after the other. */
export function scenarioOf(bets: readonly Bet[]): Scenario {
  const dates = Array.from({ length: bets.length * BARS_A_TRADE + 1 }, (_, t) => dateOf(t));
  const returns = dates.map((_, t) => [t % BARS_A_TRADE === 2 ? bets[(t - 2) / BARS_A_TRADE]!.move : 0]);
  const rows = bets.flatMap(({ weight }, k) => [
    { date: dates[k * BARS_A_TRADE + 2]!, weights: [weight] },
    { date: dates[k * BARS_A_TRADE + 4]!, weights: [0] },
  ]);
  const strategy = {
    kind: "weights",
    dates: rows.map(({ date }) => date),
    values: rows.map(({ weights }) => weights),
  };
  return parseScenario({
    schema: "tieout.scenario/1",
    market: { dates, assets: ["ES"], returns },
    config: {
      initialCapital: 1000,
      sleeves: [{ name: "core", budget: 1, strategy }],
      rebalance: { dates: strategy.dates },
      exposure: { kind: "none" },
      conventions: { returns: "simple" },
    },
  });
}

export const grademark: Engine = engineOfFunction(runGrademark, {
  name: "grademark",
  version: "0.3",
  capabilities: {
    strategies: ["weights"],
    exposure: ["none"],
    allocator: ["off"],
    holding: ["constant-weights"],
    returns: ["simple"],
  },
});

/** What grademark makes of the bets of {@link scenarioOf}. */
export function tradesOf({ market, config }: Scenario): readonly ITrade[] {
  const [sleeve] = config.sleeves;
  if (sleeve?.strategy.kind !== "weights") throw new EngineError("rejected", { what: "weights outright only" });
  const { strategy } = sleeve;
  const entry = new Map(strategy.dates.map((date, k) => [date, strategy.values[k]?.[0] ?? 0]));
  let price = 100;
  const bars = market.dates.map((date, t): IBar => {
    const open = price;
    price *= Math.exp(market.returns[t]!);
    return {
      time: new Date(date),
      open,
      close: price,
      high: Math.max(open, price),
      low: Math.min(open, price),
      volume: 1,
    };
  });
  const nextDate = (time: Date) => market.dates[market.dates.indexOf(time.toISOString().slice(0, 10)) + 1];
  return backtest(
    {
      entryRule: (enterPosition, { bar }) => {
        const weight = entry.get(nextDate(bar.time) ?? "");
        if (weight === 1) enterPosition({ direction: "long" as never });
        if (weight === -1) enterPosition({ direction: "short" as never });
      },
      exitRule: (exitPosition) => exitPosition(),
    },
    new DataFrame<number, IBar>(bars),
  );
}

function runGrademark(scenario: Scenario): PlainRun {
  const { market, config } = scenario;
  const trades = tradesOf(scenario);
  const capitals = trades.map((_, k) => analyze(config.initialCapital, trades.slice(0, k + 1)).finalCapital);
  const capitalAfter = (count: number) => (count === 0 ? config.initialCapital : capitals[count - 1]!);
  let peak = config.initialCapital;
  const rows = market.dates.map((_, t) => {
    const closed = Math.floor((t + BARS_A_TRADE - 2) / BARS_A_TRADE); // a trade's profit is made on the bar that moves
    const equity = capitalAfter(closed);
    peak = Math.max(peak, equity);
    const simple = t % BARS_A_TRADE === 2 ? equity / capitalAfter(closed - 1) - 1 : 0;
    return { returns: [simple, 0, Math.log1p(simple), simple], curve: [equity, equity / peak - 1] };
  });
  const held = market.dates.map((_, t) => {
    const trade = trades[Math.floor((t - 2) / BARS_A_TRADE)];
    const isHeld = t >= 2 && (t - 2) % BARS_A_TRADE < 2;
    return [isHeld && trade !== undefined ? (trade.direction === ("long" as never) ? 1 : -1) : 0];
  });
  const rebalances = (config.rebalance as { dates: string[] }).dates;
  const books = rebalances.map((date) => held[market.dates.indexOf(date)]!);
  const { maxDrawdownPct } = analyze(config.initialCapital, [...trades]);
  return {
    tables: {
      returns: { dates: market.dates, columns: market.assets, values: Array.from(market.returns, (value) => [value]) },
      weights_scaled: { dates: rebalances, columns: market.assets, values: books },
      weights_daily: { dates: market.dates, columns: market.assets, values: held },
      portfolio_returns: {
        dates: market.dates,
        columns: ["gross_return", "cost", "log_return", "simple_return"],
        values: rows.map(({ returns }) => returns),
      },
      equity_curve: { dates: market.dates, columns: ["equity", "drawdown"], values: rows.map(({ curve }) => curve) },
    },
    metrics: { max_drawdown: maxDrawdownPct / 100 },
  };
}

function dateOf(t: number): string {
  return new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
}
