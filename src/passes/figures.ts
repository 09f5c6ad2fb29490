import { annualVolatility } from "../metrics/annual-volatility.ts";
import { cagr } from "../metrics/cagr.ts";
import { equitySeries } from "../metrics/equity-series.ts";
import { maxDrawdown } from "../metrics/max-drawdown.ts";
import { meanOfWorst } from "../metrics/mean-of-worst.ts";
import { sharpeRatio } from "../metrics/sharpe-ratio.ts";
import { worstPeriod } from "../metrics/worst-period.ts";
import type { FIGURES, TAIL_FIGURES } from "../model/comparison.ts";
import type { Figure } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";
import { simpleReturns } from "../verify/column.ts";
import type { RunView } from "../verify/run-view.ts";

/** A figure by the name it has in a comparison. */
export type FigureName = (typeof FIGURES)[number] | (typeof TAIL_FIGURES)[number];
/** `null` where there is nothing to work the figure out of; NaN and the infinities by name. */
export type PassFigures = Readonly<Record<FigureName, Figure>>;

/** The share of days that tail figures look at. */
const TAIL = 0.05;
/** Below this fraction of the mean return, a volatility is what rounding left of none. */
const NO_VOLATILITY = 1e-9;

const NOTHING: PassFigures = Object.freeze({
  cagr: null,
  annual_vol: null,
  sharpe: null,
  max_drawdown: null,
  worst_month: null,
  worst_quarter: null,
  mean_of_worst_5_percent_of_days: null,
});

/**
 * The figures of one pass by the auditor's arithmetic, from the simple returns of portfolio_returns alone: what the
 * engine says of itself in metrics.json is not looked at.
 */
export function passFigures(view: RunView): PassFigures {
  return view.share(figuresOf);
}

function figuresOf(view: RunView): PassFigures {
  const dates = view.table("portfolio_returns")?.dates;
  const simple = simpleReturns(view);
  if (dates === undefined || simple.length < 2) return NOTHING;
  const { annualization, ddof } = view.conventions;
  const volatility = annualVolatility(simple, annualization, ddof);
  return {
    cagr: figure(cagr(simple, annualization)),
    annual_vol: simple.length - 1 > ddof ? figure(volatility) : null,
    sharpe: varies(simple, volatility) ? figure(sharpeRatio(simple, annualization, ddof)) : null,
    max_drawdown: figure(maxDrawdown(equitySeries(simple, 1), 1).depth),
    worst_month: figure(worstPeriod(dates, simple, "month")),
    worst_quarter: figure(worstPeriod(dates, simple, "quarter")),
    mean_of_worst_5_percent_of_days: figure(meanOfWorst(simple, TAIL)),
  };
}

function varies(simple: Float64Array, volatility: number): boolean {
  let size = 0;
  for (let t = 1; t < simple.length; t++) size += Math.abs(simple[t]!);
  return volatility > (NO_VOLATILITY * size) / (simple.length - 1);
}
