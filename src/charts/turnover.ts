import type { RunChart } from "./chart.ts";
import { short } from "./chart.ts";
import { draw } from "./draw.ts";
import { span } from "./leverage-scalar.ts";
import { legendWords } from "./shading.ts";
import { lineOf } from "./source.ts";
import { timeline, timelineHeight } from "./timeline.ts";

const HEIGHTS = [170];

/** What was traded at each rebalance, both ways. */
export const turnoverChart: RunChart = {
  name: "turnover",
  title: "Turnover",
  wants: "turnover.csv",
  draw(source) {
    const line = lineOf(source, "turnover", "turnover");
    if (line === undefined) return undefined;
    const total = line.values.reduce((sum, value) => (Number.isFinite(value) ? sum + value : sum), 0);
    const description = `${line.values.length} rebalances, ${span(line)}, ${short(total)} in all.${legendWords(source)}`;
    const text = { id: `${source.prefix}turnover`, title: this.title, description };
    const panel = { name: "turnover", lines: [{ name: "turnover", line, shape: "bars" as const }] };
    return draw(text, timelineHeight(HEIGHTS), timeline(source, [panel], HEIGHTS));
  },
};
