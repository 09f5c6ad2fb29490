import { annualVolatility } from "../metrics/annual-volatility.ts";
import { sharpeRatio } from "../metrics/sharpe-ratio.ts";
import type { RunChart } from "./chart.ts";
import { percent } from "./chart.ts";
import { draw } from "./draw.ts";
import { legendWords } from "./shading.ts";
import type { Line } from "./source.ts";
import { simpleReturns } from "./source.ts";
import { timeline, timelineHeight } from "./timeline.ts";

/** Bars of a window: a quarter of daily bars. */
const WINDOW = 63;
const HEIGHTS = [130, 130];

/** Volatility and Sharpe ratio of the last 63 bars, annualised. */
export const rolling: RunChart = {
  name: "rolling",
  title: "Rolling volatility and Sharpe ratio",
  wants: `portfolio_returns.csv with more than ${WINDOW} dates`,
  draw(source) {
    const returns = simpleReturns(source);
    if (returns === undefined || returns.values.length <= WINDOW) return undefined;
    const { annualization, ddof } = source.run.info.conventions;
    const volatility = windows(returns, (values) => annualVolatility(values, annualization, ddof));
    const sharpe = windows(returns, (values) => sharpeRatio(values, annualization, ddof));
    if (volatility === undefined) return undefined;
    const panels = [
      { name: "volatility", format: percent, lines: [{ name: "volatility", line: volatility }] },
      ...(sharpe === undefined ? [] : [{ name: "Sharpe ratio", lines: [{ name: "Sharpe ratio", line: sharpe }] }]),
    ];
    const heights = HEIGHTS.slice(0, panels.length);
    const last = volatility.values.at(-1)!;
    const description = `Over the last ${WINDOW} bars, annualised; volatility at the end ${percent(last)}.${legendWords(source)}`;
    const text = { id: `${source.prefix}rolling`, title: this.title, description };
    return draw(text, timelineHeight(heights), timeline(source, panels, heights));
  },
};

/** A metric of the window that ends at each date. Metrics take row 0 for no return, so a window starts a row early. */
function windows({ places, values }: Line, metric: (values: Float64Array) => number): Line | undefined {
  const last = values.length - WINDOW;
  const figures = Float64Array.from({ length: last }, (_, i) => metric(values.subarray(i, i + WINDOW + 1)));
  return figures.some(Number.isFinite) ? { places: places.slice(WINDOW), values: figures } : undefined;
}
