import { mean } from "../numeric/statistics.ts";
import type { RunChart } from "./chart.ts";
import { percent } from "./chart.ts";
import { draw } from "./draw.ts";
import { simpleReturns } from "./source.ts";

const BINS = 41;

/** How often the portfolio returned how much in a bar. */
export const distribution: RunChart = {
  name: "distribution",
  title: "Distribution of returns",
  wants: "portfolio_returns.csv",
  draw(source) {
    const values = simpleReturns(source)?.values.slice(1).filter(Number.isFinite).sort();
    if (values === undefined || values.length < 2) return undefined;
    const bins = binned(values);
    const centre = mean(values);
    const tail = values[Math.floor(values.length * 0.05)]!;
    const down = values.filter((value) => value < 0).length / values.length;
    const description = `${values.length} returns from ${percent(values[0]!)} to ${percent(values.at(-1)!)}, mean ${percent(centre)}; ${percent(down)} of them below zero, one in twenty at or below ${percent(tail)}.`;
    const text = { id: `${source.prefix}distribution`, title: this.title, description };
    return draw(text, 260, {
      grid: { left: 56, right: 16, top: 30, bottom: 44 },
      xAxis: {
        type: "category",
        data: bins.map(({ middle }) => percent(middle)),
        name: "return of a bar",
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: { color: "var(--chart-soft)" },
        axisLabel: { color: "var(--chart-soft)", interval: 4 },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: "var(--chart-soft)" } },
      },
      yAxis: {
        type: "value",
        name: "bars",
        splitNumber: 4,
        nameTextStyle: { color: "var(--chart-soft)" },
        axisLabel: { color: "var(--chart-soft)" },
        splitLine: { lineStyle: { color: "var(--chart-line)" } },
      },
      series: [
        {
          type: "bar",
          silent: true,
          barCategoryGap: "8%",
          data: bins.map(({ many, middle }) => ({
            value: many,
            itemStyle: { color: middle < 0 ? "var(--chart-2)" : "var(--chart-1)" },
          })),
        },
      ],
    });
  },
};

/** Equal bins around zero, the outermost at the largest move; values are sorted. */
function binned(values: Float64Array): readonly { readonly middle: number; many: number }[] {
  const reach = Math.max(Math.abs(values[0]!), Math.abs(values.at(-1)!)) || 1;
  const width = (2 * reach) / BINS;
  const bins = Array.from({ length: BINS }, (_, i) => ({ middle: (i - (BINS - 1) / 2) * width, many: 0 }));
  for (const value of values) bins[Math.min(BINS - 1, Math.floor((value + reach) / width))]!.many++;
  return bins;
}
