import { annualTurnover } from "../metrics/annual-turnover.ts";
import { annualVolatility } from "../metrics/annual-volatility.ts";
import { cagr } from "../metrics/cagr.ts";
import { calmarRatio } from "../metrics/calmar-ratio.ts";
import { downsideDeviation } from "../metrics/downside-deviation.ts";
import { equitySeries } from "../metrics/equity-series.ts";
import { hitRate } from "../metrics/hit-rate.ts";
import type { MaxDrawdown } from "../metrics/max-drawdown.ts";
import { maxDrawdown } from "../metrics/max-drawdown.ts";
import { ruinRow } from "../metrics/ruin-row.ts";
import { sharpeRatio } from "../metrics/sharpe-ratio.ts";
import { sortinoRatio } from "../metrics/sortino-ratio.ts";
import { worstPeriod } from "../metrics/worst-period.ts";
import type { Conventions } from "../model/config.ts";
import { columnsOf } from "./overlay.ts";
import type { RunView } from "./run-view.ts";

/** What a figure of metrics.json must be, and the magnitude of what was added up to get it. */
export interface ExpectedMetric {
  readonly expected: number | string | null;
  readonly scale: number;
}

/** What the figures of a run's summary follow from. */
export interface MetricInputs {
  readonly dates: readonly string[];
  /** Simple returns of portfolio_returns; row 0 is no return. */
  readonly simple: Float64Array;
  /** Mean |return| of the bars that have one. */
  readonly meanSize: number;
  readonly equity: Float64Array;
  readonly drawdown: MaxDrawdown;
  /** Turnover of each rebalance; undefined where it is not recorded. */
  readonly turnover: Float64Array | undefined;
  readonly conventions: Conventions;
}

/** The inputs of all metrics, gathered once; undefined where the run has no portfolio_returns. */
export function metricInputs(view: RunView): MetricInputs | undefined {
  const returns = view.table("portfolio_returns");
  if (returns === undefined) return undefined;
  const [simple] = columnsOf(returns, ["simple_return"]);
  // Peaks are looked for in the recorded curve, where ties are ties; its compounding is another invariant's.
  const curve = view.table("equity_curve");
  const capital = view.config?.initialCapital ?? 1;
  const recorded = curve !== undefined && view.config !== undefined && curve.dates.length === simple.length;
  const equity = recorded ? columnsOf(curve, ["equity"])[0] : equitySeries(simple, capital);
  const trades = view.table("turnover");
  let size = 0;
  for (let t = 1; t < simple.length; t++) size += Math.abs(simple[t]!);
  return {
    dates: returns.dates,
    simple,
    meanSize: size / Math.max(1, simple.length - 1),
    equity,
    drawdown: maxDrawdown(equity, capital),
    turnover: trades && columnsOf(trades, ["turnover"])[0],
    conventions: view.conventions,
  };
}

/** The figure that a name of metrics.json stands for; undefined for an unknown name, and where rounding decides. */
export function expectedMetric(name: string, inputs: MetricInputs): ExpectedMetric | undefined {
  return METRICS.get(name)?.(inputs);
}

/** Below this fraction of the mean return, a volatility is what rounding left of none. */
const NO_VOLATILITY = 1e-9;

type Metric = (inputs: MetricInputs) => ExpectedMetric | undefined;

const METRICS: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  ["cagr", (inputs) => defined(growthOf(inputs), 1 + Math.abs(growthOf(inputs)))],
  ["annual_vol", (inputs) => defined(volatilityOf(inputs), volatilityOf(inputs) + yearlySize(inputs))],
  ["sharpe", sharpe],
  ["sortino", sortino],
  ["calmar", calmar],
  ["max_drawdown", ({ drawdown }) => defined(drawdown.depth, 1)],
  [
    "max_drawdown_peak_date",
    ({ dates, drawdown: { peakRow, troughRow } }) => text(troughRow < 0 ? null : dates[Math.max(0, peakRow)]!),
  ],
  ["max_drawdown_trough_date", ({ dates, drawdown: { troughRow } }) => text(troughRow < 0 ? null : dates[troughRow]!)],
  ["max_drawdown_bars", ({ drawdown }) => defined(drawdown.bars, 0)],
  ["worst_month", ({ dates, simple }) => defined(worstPeriod(dates, simple, "month"), 1)],
  ["worst_quarter", ({ dates, simple }) => defined(worstPeriod(dates, simple, "quarter"), 1)],
  ["hit_rate", ({ simple }) => defined(hitRate(simple), 1)],
  ["turnover_annual", turnoverAnnual],
  ["ruin_date", ruinDate],
]);

/** A figure without a bar that has a return is null. */
function defined(expected: number, scale: number): ExpectedMetric {
  return Number.isNaN(expected) ? { expected: null, scale: 0 } : { expected, scale };
}

function text(expected: string | null): ExpectedMetric {
  return { expected, scale: 0 };
}

function growthOf({ simple, conventions }: MetricInputs): number {
  return cagr(simple, conventions.annualization);
}

function volatilityOf({ simple, conventions }: MetricInputs): number {
  return annualVolatility(simple, conventions.annualization, conventions.ddof);
}

function yearlySize({ meanSize, conventions }: MetricInputs): number {
  return meanSize * Math.sqrt(conventions.annualization);
}

function sharpe(inputs: MetricInputs): ExpectedMetric | undefined {
  const volatility = volatilityOf(inputs);
  const size = yearlySize(inputs);
  if (Number.isNaN(volatility) || size === 0) return text(null);
  if (volatility <= NO_VOLATILITY * size) return undefined; // none, or rounding: engines may differ
  const { annualization, ddof } = inputs.conventions;
  const ratio = sharpeRatio(inputs.simple, annualization, ddof);
  return defined(ratio, Math.abs(ratio) * (1 + size / volatility) + (size / volatility) * Math.sqrt(annualization));
}

function sortino(inputs: MetricInputs): ExpectedMetric {
  const downside = downsideDeviation(inputs.simple);
  if (downside === 0) return text(null);
  const { annualization } = inputs.conventions;
  return defined(sortinoRatio(inputs.simple, annualization), yearlySize(inputs) / downside);
}

function calmar(inputs: MetricInputs): ExpectedMetric {
  const { depth } = inputs.drawdown;
  const growth = growthOf(inputs);
  if (depth === 0) return text(null);
  // A shallow drawdown is a difference of near figures: 1e-6 of 1 is known to nine digits.
  const scale = ((1 + Math.abs(growth)) / -depth) * (1 + 1e-6 / -depth);
  return defined(calmarRatio(growth, depth), scale);
}

function turnoverAnnual({ simple, turnover, conventions }: MetricInputs): ExpectedMetric | undefined {
  if (turnover === undefined) return undefined;
  const annual = annualTurnover(turnover, simple.length - 1, conventions.annualization);
  return defined(annual, Math.abs(annual));
}

function ruinDate({ dates, simple, conventions }: MetricInputs): ExpectedMetric {
  const row = conventions.returns === "simple" ? ruinRow(simple) : -1;
  return text(row < 0 ? null : dates[row]!);
}
