import { mean } from "../numeric/statistics.ts";
import type { RunChart } from "./chart.ts";
import { percent } from "./chart.ts";
import { CHART_WIDTH, draw } from "./draw.ts";
import { simpleReturns, withoutNumber } from "./source.ts";

/** Bins that are aimed at; a round width gives about as many. */
const BINS = 40;
/** Returns below this are all zero, for a picture. */
const LEAST = 1e-12;
/** Labels on either side of zero, the outermost included. */
const LABELS = 4;
const LEFT = 56;
const RIGHT = 16;

/** How often the portfolio returned how much in a bar. */
export const distribution: RunChart = {
  name: "distribution",
  title: "Distribution of returns",
  wants: "portfolio_returns.csv",
  draw(source) {
    const values = simpleReturns(source)?.values.slice(1).filter(Number.isFinite).sort();
    if (values === undefined || values.length < 2) return undefined;
    const centre = mean(values);
    const tail = values[Math.floor(values.length * 0.05)]!;
    const down = values.filter((value) => value < 0).length / values.length;
    const description = `${values.length} returns from ${percent(values[0]!)} to ${percent(values.at(-1)!)}, mean ${percent(centre)}; ${percent(down)} of them below zero, one in twenty at or below ${percent(tail)}.${withoutNumber(source)}`;
    const text = { id: `${source.prefix}distribution`, title: this.title, description };
    return draw(text, 260, options(histogram(values)));
  },
};

/** Bins of a round width with an edge at zero, as many on either side; `counts` from the lowest on. */
interface Histogram {
  readonly width: number;
  readonly side: number;
  readonly counts: readonly number[];
}

/** Values are sorted. A value on an edge belongs to the bin above it. */
function histogram(values: Float64Array): Histogram {
  const reach = Math.max(LEAST, Math.abs(values[0]!), Math.abs(values.at(-1)!));
  const width = roundUp((2 * reach) / BINS);
  const side = LABELS * Math.ceil((Math.floor(reach / width) + 1) / LABELS);
  const counts = new Array<number>(2 * side).fill(0);
  for (const value of values) counts[Math.min(2 * side - 1, Math.max(0, Math.floor(value / width) + side))]!++;
  return { width, side, counts };
}

/** The least of 1, 2, 2.5, 5 times a power of ten that is no less. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 2.5, 5].find((step) => step * power >= value) ?? 10);
}

function options({ width, side, counts }: Histogram): Parameters<typeof draw>[2] {
  const soft = "var(--chart-soft)";
  return {
    grid: { left: LEFT, right: RIGHT, top: 30, bottom: 44 },
    xAxis: {
      type: "value",
      min: -side,
      max: side,
      interval: side / LABELS,
      name: "return of a bar",
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: { color: soft },
      axisLabel: {
        color: soft,
        formatter: (edge: number) => percent(edge * width),
        showMinLabel: false,
        showMaxLabel: false,
      },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: soft } },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      name: "bars",
      splitNumber: 4,
      minInterval: 1,
      nameTextStyle: { color: soft },
      axisLabel: { color: soft },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: "var(--chart-line)" } },
    },
    series: [
      {
        type: "bar",
        silent: true,
        barWidth: (0.92 * (CHART_WIDTH - LEFT - RIGHT)) / counts.length,
        data: counts.map((many, i) => ({
          value: [i - side + 0.5, many],
          itemStyle: { color: i < side ? "var(--chart-2)" : "var(--chart-1)" },
        })),
      },
    ],
  };
}
