import type { TableName } from "../model/run.ts";
import type { RunChart } from "./chart.ts";
import { draw } from "./draw.ts";
import { span } from "./leverage-scalar.ts";
import { legendWords } from "./shading.ts";
import { lineOfRows } from "./source.ts";
import { timeline, timelineHeight } from "./timeline.ts";

/** The books of a rebalance in the order of the pipeline; those that are often equal lie on each other. */
const STAGES: readonly { readonly table: TableName; readonly name: string; readonly breadth: number }[] = [
  { table: "weights_pre", name: "before targeting", breadth: 1.5 },
  { table: "weights_post", name: "after targeting", breadth: 6 },
  { table: "weights_scaled", name: "after the scalar", breadth: 3.5 },
  { table: "weights_daily", name: "held", breadth: 1.2 },
];
const HEIGHTS = [220];

/** Gross exposure Σ|w| of the book at each stage. */
export const grossByStage: RunChart = {
  name: "gross",
  title: "Gross exposure by stage",
  wants: "weights_pre.csv, weights_post.csv, weights_scaled.csv or weights_daily.csv",
  draw(source) {
    const lines = STAGES.flatMap(({ table, name, breadth }) => {
      const line = lineOfRows(source, table, gross);
      return line === undefined ? [] : [{ name, line, shape: "step" as const, breadth }];
    });
    if (lines.length === 0) return undefined;
    const cap = source.run.info.config?.limits.maxGross;
    const level = cap === undefined ? undefined : { name: `limit ${cap}`, value: cap };
    const spans = lines.map(({ name, line }) => `${name} ${span(line)}`);
    const description = `Sum of absolute weights: ${spans.join("; ")}.${legendWords(source)}`;
    const text = { id: `${source.prefix}gross`, title: this.title, description };
    return draw(text, timelineHeight(HEIGHTS), timeline(source, [{ name: "gross", lines, level }], HEIGHTS));
  },
};

function gross(row: Float64Array): number {
  let sum = 0;
  for (const weight of row) if (!Number.isNaN(weight)) sum += Math.abs(weight);
  return sum;
}
