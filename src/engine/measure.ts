import type { Metrics } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { deviation } from "./deviation.ts";
import { worstPeriods } from "./periods.ts";
import type { Held, Measured, Settled } from "./stages.ts";
import { curveOf } from "./underwater.ts";

/**
 * Stage 7: equity, drawdown and the summary figures, by ENGINE.md ("Hold, settle, measure"). Statistics run over the
 * simple returns of bars 1 … T−1; a figure that is undefined (no bars, no volatility, no drawdown) or beyond any double
 * is null.
 */
export function measure({ market, config }: Scenario, held: Held, settled: Settled): Measured {
  const { dates } = market;
  const { conventions, initialCapital } = config;
  const curve = curveOf(settled.simpleReturn, initialCapital);
  const last = curve.equity[dates.length - 1]!;
  const spread = spreadOf(settled.simpleReturn, conventions.annualization, conventions.ddof);
  const worst = worstPeriods(dates, settled.simpleReturn);
  const bars = dates.length - 1;
  const cagr = bars === 0 ? null : inRange((last / initialCapital) ** (conventions.annualization / bars) - 1);
  const metrics: Metrics = {
    cagr,
    annual_vol: spread.annualVol,
    sharpe: spread.sharpe,
    sortino: spread.sortino,
    calmar: cagr === null || curve.deepest === 0 ? null : inRange(cagr / -curve.deepest),
    max_drawdown: curve.deepest,
    max_drawdown_peak_date: curve.deepest === 0 ? null : dates[curve.peakRow]!,
    max_drawdown_trough_date: curve.deepest === 0 ? null : dates[curve.troughRow]!,
    max_drawdown_bars: curve.underWaterBars,
    worst_month: worst?.month ?? null,
    worst_quarter: worst?.quarter ?? null,
    hit_rate: spread.hitRate,
    turnover_annual: bars === 0 ? null : (total(held.turnover) * conventions.annualization) / bars,
    ruin_date: settled.ruinRow < 0 ? null : dates[settled.ruinRow]!,
  };
  return { equity: curve.equity, drawdown: curve.drawdown, metrics };
}

/** What a few bars come to in a year may be more than any double. */
function inRange(figure: number): number | null {
  return figure === Number.POSITIVE_INFINITY ? null : figure;
}

interface Spread {
  readonly annualVol: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly hitRate: number | null;
}

/**
 * Annual volatility σ·√a; Sharpe ratio mean/σ·√a with risk-free rate 0 (Sharpe 1994); Sortino ratio
 * mean/√(Σ min(r, 0)²/n)·√a (Sortino & van der Meer 1991); hit rate: bars that gain, of all bars.
 */
function spreadOf(simple: Float64Array, annualization: number, ddof: number): Spread {
  const bars = simple.length - 1;
  if (bars === 0) return { annualVol: null, sharpe: null, sortino: null, hitRate: null };
  let gained = 0;
  let losses = 0;
  let sum = 0;
  for (let t = 1; t <= bars; t++) {
    const value = simple[t]!;
    sum += value;
    if (value > 0) gained++;
    else losses += value * value;
  }
  const mean = sum / bars;
  const yearly = Math.sqrt(annualization);
  const sigma = deviation(simple, 1, simple.length, ddof);
  const downside = Math.sqrt(losses / bars);
  return {
    annualVol: Number.isNaN(sigma) ? null : sigma * yearly,
    sharpe: sigma > 0 ? (mean / sigma) * yearly : null,
    sortino: downside > 0 ? (mean / downside) * yearly : null,
    hitRate: gained / bars,
  };
}

function total(values: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum;
}
