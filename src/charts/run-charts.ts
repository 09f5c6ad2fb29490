import type { Run } from "../model/run.ts";
import type { Chart, LeftOut } from "../report/html/figures.ts";
import type { DrawnCharts, RunChart } from "./chart.ts";
import { distribution } from "./distribution.ts";
import { equityDrawdown } from "./equity-drawdown.ts";
import { grossByStage } from "./gross-by-stage.ts";
import { leverageScalar } from "./leverage-scalar.ts";
import { monthlyReturns } from "./monthly-returns.ts";
import { rolling } from "./rolling.ts";
import { chartSource } from "./source.ts";
import { turnoverChart } from "./turnover.ts";

/** The charts of a run in the order in which they are shown. */
const RUN_CHARTS: readonly RunChart[] = [
  equityDrawdown,
  leverageScalar,
  grossByStage,
  turnoverChart,
  rolling,
  distribution,
  monthlyReturns,
];

/**
 * Draws every chart that the tables of a run are enough for, and names those that they are not.
 *
 * `prefix` stands before the ids of the charts (letters, digits, dashes), `violated` are the dates to be marked.
 */
export function runCharts(run: Run, prefix = "", violated: Iterable<string> = []): DrawnCharts {
  const source = chartSource(run, prefix, violated);
  const charts: Chart[] = [];
  const leftOut: LeftOut[] = [];
  for (const chart of RUN_CHARTS) {
    const drawn = source.dates.length === 0 ? undefined : chart.draw(source);
    if (drawn === undefined) leftOut.push({ id: `${prefix}${chart.name}`, title: chart.title, wants: chart.wants });
    else charts.push(drawn);
  }
  return { charts, leftOut };
}
