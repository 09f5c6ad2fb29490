import type { RunChart } from "./chart.ts";
import { percent, short } from "./chart.ts";
import { draw } from "./draw.ts";
import { legendWords } from "./shading.ts";
import type { ChartSource } from "./source.ts";
import { drawdownOf, equityOf, lineOf, withoutNumber } from "./source.ts";
import { timeline, timelineHeight } from "./timeline.ts";

const HEIGHTS = [180, 90];

/** Equity, and under it the drawdown from its running peak. */
export const equityDrawdown: RunChart = {
  name: "equity",
  title: "Equity and drawdown",
  wants: "equity_curve.csv or portfolio_returns.csv",
  draw(source) {
    const equity = equityOf(source);
    const drawdown = drawdownOf(source);
    if (equity === undefined || drawdown === undefined) return undefined;
    const finite = drawdown.values.filter(Number.isFinite);
    const deepest = finite.reduce((least, value) => Math.min(least, value), 0);
    const at = drawdown.values.indexOf(deepest);
    const on = at < 0 ? "" : ` on ${source.dates[drawdown.places[at]!]}`;
    const description = `From ${short(equity.values[0]!)} to ${short(equity.values.at(-1)!)}; deepest drawdown ${percent(deepest)}${on}.${compoundedWords(source)}${legendWords(source)}`;
    const panels = [
      { name: "equity", lines: [{ name: "equity", line: equity }] },
      { name: "drawdown", format: percent, lines: [{ name: "drawdown", line: drawdown, shape: "area" as const }] },
    ];
    const text = { id: `${source.prefix}equity`, title: this.title, description };
    return draw(text, timelineHeight(HEIGHTS), timeline(source, panels, HEIGHTS));
  },
};

/** What the equity is made of, where it is not recorded. */
function compoundedWords(source: ChartSource): string {
  if (lineOf(source, "equity_curve", "equity") !== undefined) return "";
  return ` Compounded from the returns.${withoutNumber(source)}`;
}
