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
import type { WorstPeriods } from "../metrics/worst-period.ts";
import { worstPeriods } from "../metrics/worst-period.ts";
import { periodKey } from "../model/calendar.ts";
import type { Conventions } from "../model/config.ts";
import { doubles } from "../numeric/arrays.ts";
import { Column, recordedEquity, simpleReturns } from "./column.ts";
import { dateNumbers, monthOf, NO_DATE } from "./date-numbers.ts";
import { DrawdownTies } from "./drawdown-ties.ts";
import type { RunView } from "./run-view.ts";

/** What a figure of metrics.json must be, and the magnitude of what was added up to get it. */
export interface ExpectedMetric {
  readonly expected: number | string | null;
  readonly scale: number;
  /** Whether another figure is as good, where rounding up to a fraction `slack` decides which one it is. */
  accepts?(actual: number | string, slack: number): boolean;
}

/** What the figures of a run's summary follow from. */
export interface MetricInputs {
  readonly dates: readonly string[];
  /** Simple returns of portfolio_returns; row 0 is no return. */
  readonly simple: Float64Array;
  /** How many bars have a return. */
  readonly bars: number;
  /** Mean |return| of those bars, times √annualization. */
  readonly yearlySize: number;
  readonly growth: number;
  readonly volatility: number;
  readonly worst: WorstPeriods;
  readonly drawdown: MaxDrawdown;
  readonly ties: DrawdownTies;
  /** Turnover of each rebalance; undefined where it is not recorded. */
  readonly turnover: Column | undefined;
  readonly conventions: Conventions;
}

/** The inputs of all metrics, for a run that has portfolio_returns. */
export function metricInputs(view: RunView, dates: readonly string[]): MetricInputs {
  const { conventions } = view;
  const simple = simpleReturns(view);
  const trades = view.table("turnover");
  const bars = simple.length - 1;
  let size = 0;
  for (let t = 1; t < simple.length; t++) size += Math.abs(simple[t]!);
  const { drawdown, ties } = drawdownOf(view, simple);
  return {
    dates,
    simple,
    bars,
    yearlySize: (size / Math.max(1, bars)) * Math.sqrt(conventions.annualization),
    growth: cagr(simple, conventions.annualization),
    volatility: annualVolatility(simple, conventions.annualization, conventions.ddof),
    worst: worstPeriods(monthsOf(view, dates), simple),
    drawdown,
    ties,
    turnover: trades && new Column(trades, "turnover"),
    conventions,
  };
}

/** The figure that a name of metrics.json stands for; undefined for an unknown name, and where rounding decides. */
export function expectedMetric(name: string, inputs: MetricInputs): ExpectedMetric | undefined {
  return METRICS.get(name)?.(inputs);
}

/** The month of each date; a text that is no date may still name a month. */
function monthsOf(view: RunView, dates: readonly string[]): Float64Array {
  const numbers = dateNumbers(view, dates);
  const months = doubles(numbers.length);
  for (let t = 0; t < months.length; t++) {
    months[t] = numbers[t] === NO_DATE ? periodKey(dates[t]!, "month") : monthOf(numbers[t]!);
  }
  return months;
}

/** Peaks are looked for in the recorded curve, where ties are ties; its compounding is another invariant's. */
function drawdownOf(view: RunView, simple: Float64Array): Pick<MetricInputs, "drawdown" | "ties"> {
  const recorded = recordedEquity(view);
  const known = view.config !== undefined && recorded.length === simple.length;
  const capital = known ? view.config.initialCapital : 1;
  const equity = known ? recorded : equitySeries(simple, 1);
  const drawdown = maxDrawdown(equity, capital);
  return { drawdown, ties: new DrawdownTies(equity, capital, drawdown) };
}

/** Below this fraction of the mean return, a volatility is what rounding left of none. */
const NO_VOLATILITY = 1e-9;

/** A year at the pace of a few bars may be beyond any double, and is then no figure. */
const BEYOND = Number.POSITIVE_INFINITY;

const UNDEFINED: ExpectedMetric = Object.freeze({ expected: null, scale: 0 });

type Metric = (inputs: MetricInputs) => ExpectedMetric | undefined;

const METRICS: ReadonlyMap<string, Metric> = new Map<string, Metric>([
  ["cagr", ({ bars, growth }) => figureOf(bars > 0 && growth !== BEYOND, growth, 1 + Math.abs(growth))],
  ["annual_vol", volatility],
  ["sharpe", sharpe],
  ["sortino", sortino],
  ["calmar", calmar],
  ["max_drawdown", ({ drawdown }) => figureOf(true, drawdown.depth, 1)],
  ["max_drawdown_peak_date", peakDate],
  ["max_drawdown_trough_date", troughDate],
  ["max_drawdown_bars", drawdownBars],
  ["worst_month", ({ worst, bars }) => figureOf(bars > 0, worst.month, 1)],
  ["worst_quarter", ({ worst, bars }) => figureOf(bars > 0, worst.quarter, 1)],
  ["hit_rate", ({ simple, bars }) => figureOf(bars > 0, hitRate(simple), 1)],
  ["turnover_annual", turnoverAnnual],
  ["ruin_date", ruinDate],
]);

/** What a figure follows from, as a reader would name it. */
export function sourceOfMetric(name: string): string {
  if (name === "turnover_annual") return "turnover";
  return name === "calmar" || name.startsWith("max_drawdown") ? "the equity curve" : "portfolio_returns";
}

/** The names of all figures that there is a formula for. */
export const KNOWN_METRICS: readonly string[] = [...METRICS.keys()];

/** A figure that does not exist is null; one that is NaN although it should exist stays NaN, and fails. */
function figureOf(exists: boolean, expected: number, scale: number): ExpectedMetric {
  return exists ? { expected, scale } : UNDEFINED;
}

function peakDate({ dates, drawdown, ties }: MetricInputs): ExpectedMetric {
  if (drawdown.troughRow < 0) return UNDEFINED;
  const expected = dates[Math.max(0, drawdown.peakRow)]!;
  return { expected, scale: 0, accepts: (actual, slack) => ties.isPeak(dates.indexOf(String(actual)), slack) };
}

function troughDate({ dates, drawdown, ties }: MetricInputs): ExpectedMetric {
  if (drawdown.troughRow < 0) return UNDEFINED;
  const expected = dates[drawdown.troughRow]!;
  return { expected, scale: 0, accepts: (actual, slack) => ties.isTrough(dates.indexOf(String(actual)), slack) };
}

function drawdownBars({ drawdown, ties }: MetricInputs): ExpectedMetric {
  if (drawdown.troughRow < 0) return { expected: 0, scale: 0 };
  return { expected: drawdown.bars, scale: 0, accepts: (actual, slack) => ties.lasts(Number(actual), slack) };
}

function volatility({ bars, volatility, yearlySize, conventions }: MetricInputs): ExpectedMetric {
  return figureOf(bars > conventions.ddof, volatility, volatility + yearlySize);
}

function sharpe({ bars, simple, volatility, yearlySize, conventions }: MetricInputs): ExpectedMetric | undefined {
  const { annualization, ddof } = conventions;
  if (bars <= ddof || yearlySize === 0) return UNDEFINED;
  if (volatility <= NO_VOLATILITY * yearlySize) return undefined; // none, or rounding: engines may differ
  const ratio = sharpeRatio(simple, annualization, ddof);
  const size = yearlySize / volatility;
  return { expected: ratio, scale: Math.abs(ratio) * (1 + size) + size * Math.sqrt(annualization) };
}

function sortino({ bars, simple, yearlySize, conventions }: MetricInputs): ExpectedMetric {
  const downside = downsideDeviation(simple);
  if (bars === 0 || downside === 0) return UNDEFINED;
  return { expected: sortinoRatio(simple, conventions.annualization), scale: yearlySize / downside };
}

function calmar({ bars, growth, drawdown: { depth } }: MetricInputs): ExpectedMetric {
  const ratio = calmarRatio(growth, depth);
  if (bars === 0 || depth === 0 || ratio === BEYOND) return UNDEFINED;
  // A shallow drawdown is a difference of near figures: in single precision 1e-3 of 1 is known to four digits.
  const scale = ((1 + Math.abs(growth)) / -depth) * (1 + 1e-3 / -depth);
  return { expected: ratio, scale };
}

function turnoverAnnual({ turnover, bars, conventions }: MetricInputs): ExpectedMetric | undefined {
  if (turnover === undefined) return undefined;
  const annual = annualTurnover(turnover.toArray(), bars, conventions.annualization);
  return figureOf(bars > 0, annual, Math.abs(annual));
}

function ruinDate({ dates, simple, conventions }: MetricInputs): ExpectedMetric {
  const row = conventions.returns === "simple" ? ruinRow(simple) : -1;
  return row < 0 ? UNDEFINED : { expected: dates[row]!, scale: 0 };
}
