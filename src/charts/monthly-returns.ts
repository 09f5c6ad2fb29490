import { counted } from "../report/figures.ts";
import type { RunChart } from "./chart.ts";
import { percent } from "./chart.ts";
import { CHART_WIDTH, draw } from "./draw.ts";
import type { ChartSource } from "./source.ts";
import { simpleReturns, withoutNumber } from "./source.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LEFT = 52;
const TOP = 26;
const ROW = 26;
/** A column for each month and one, set apart, for the year. */
const CELL = (CHART_WIDTH - LEFT - 20) / (MONTHS.length + 1);
const YEAR_LEFT = LEFT + MONTHS.length * CELL + 10;
/** Of a broken run's dates, those that are in a month. */
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** Years shown; the last ones. */
const YEARS = 40;

/** The return of each month, each cell with its figure, and of the year at the end of its row. */
export const monthlyReturns: RunChart = {
  name: "months",
  title: "Monthly returns",
  wants: "portfolio_returns.csv",
  draw(source) {
    const months = compounded(source);
    if (months === undefined) return undefined;
    const years = [...new Set([...months.keys()].map((month) => month.slice(0, 4)))].sort().slice(-YEARS);
    const shown = [...months].filter(([month]) => years.includes(month.slice(0, 4)));
    const sorted = shown.map(([, value]) => value).sort((a, b) => a - b);
    const reach = Math.max(0.001, ...sorted.map((value) => Math.abs(value)));
    const worst = shown.find(([, value]) => value === sorted[0])!;
    const best = shown.find(([, value]) => value === sorted.at(-1))!;
    const description = `${counted(shown.length, "month")}; worst ${worst[0]} with ${percent(worst[1])}, best ${best[0]} with ${percent(best[1])}.`;
    const height = TOP + years.length * ROW + 8;
    const marked = new Set(source.violated.map((date) => date.slice(0, 7)));
    const elements = [
      ...MONTHS.map((name, i) => label(name, LEFT + (i + 0.5) * CELL, TOP - 12)),
      label("year", YEAR_LEFT + CELL / 2, TOP - 12),
      ...years.map((year, i) => label(year, LEFT / 2, TOP + (i + 0.5) * ROW)),
      ...years.map((year, i) => label(percentCell(inYear(shown, year)), YEAR_LEFT + CELL / 2, TOP + (i + 0.5) * ROW)),
      ...shown.flatMap(([month, value]) => cell(month, value, reach, years, marked.has(month))),
    ];
    const note = marked.size === 0 ? "" : " Months with a violation are framed.";
    const text = {
      id: `${source.prefix}months`,
      title: this.title,
      description: description + note + withoutNumber(source),
    };
    return draw(text, height, { graphic: { elements } });
  },
};

/** Simple return by month, YYYY-MM, in the order of the dates; months of broken runs may come to no number. */
function compounded(source: ChartSource): ReadonlyMap<string, number> | undefined {
  const returns = simpleReturns(source);
  if (returns === undefined) return undefined;
  const months = new Map<string, number>();
  returns.places.forEach((place, row) => {
    const value = returns.values[row]!;
    const month = source.dates[place]!.slice(0, 7);
    if (!Number.isFinite(value) || !MONTH.test(month)) return;
    months.set(month, (1 + (months.get(month) ?? 0)) * (1 + value) - 1);
  });
  for (const [month, value] of months) if (!Number.isFinite(value)) months.delete(month);
  return months.size === 0 ? undefined : months;
}

/** The return over the months of a year that there are. */
function inYear(months: readonly (readonly [string, number])[], year: string): number {
  return months.reduce((product, [month, value]) => (month.startsWith(year) ? product * (1 + value) : product), 1) - 1;
}

function cell(month: string, value: number, reach: number, years: readonly string[], marked: boolean) {
  const x = LEFT + (Number(month.slice(5)) - 1) * CELL;
  const y = TOP + years.indexOf(month.slice(0, 4)) * ROW;
  const step = Math.round((value / reach) * 3) || 0;
  return [
    {
      type: "rect" as const,
      silent: true,
      shape: { x: x + 1.5, y: y + 1.5, width: CELL - 3, height: ROW - 3 },
      style: { fill: `var(--heat-${step})`, ...(marked ? { stroke: "var(--chart-bad)", lineWidth: 2.5 } : {}) },
    },
    label(percentCell(value), x + CELL / 2, y + ROW / 2, "var(--heat-ink)"),
  ];
}

/** One digit, never `-0.0`; what has no room in a cell is only told to be more than has. */
function percentCell(value: number): string {
  if (!(Math.abs(value) < 100)) return value > 0 ? "> 9999%" : "no number";
  return `${(value * 100).toFixed(1).replace(/^-(0\.0)$/, "$1")}%`;
}

function label(text: string, x: number, y: number, fill = "var(--chart-soft)") {
  return {
    type: "text" as const,
    silent: true,
    x,
    y,
    style: { text, fill, fontSize: 11, align: "center" as const, verticalAlign: "middle" as const },
  };
}
