import type { RunChart } from "./chart.ts";
import { short } from "./chart.ts";
import { draw } from "./draw.ts";
import { legendWords } from "./shading.ts";
import type { Line } from "./source.ts";
import { lineOf } from "./source.ts";
import type { TimePanel } from "./timeline.ts";
import { timeline, timelineHeight } from "./timeline.ts";

/** The leverage of risk targeting and the allocator's scalar, computed and applied, rebalance by rebalance. */
export const leverageScalar: RunChart = {
  name: "leverage",
  title: "Leverage and risk scalar",
  wants: "leverage_series.csv or allocator_risk_v1_applied.csv",
  draw(source) {
    const leverage = lineOf(source, "leverage_series", "leverage");
    const computed = lineOf(source, "allocator_risk_v1", "risk_scalar");
    const applied = lineOf(source, "allocator_risk_v1_applied", "risk_scalar_applied");
    const panels: TimePanel[] = [
      { name: "leverage", lines: step("leverage", leverage, 1.5) },
      { name: "scalar", lines: [...step("computed", computed, 4), ...step("applied", applied, 1.5)] },
    ].filter(({ lines }) => lines.length > 0);
    if (panels.length === 0) return undefined;
    const heights = panels.map((_, i) => (i === 0 ? 150 : 110));
    const parts = [
      ...(leverage === undefined ? [] : [`leverage ${span(leverage)}`]),
      ...(applied === undefined ? [] : [`scalar applied ${span(applied)}`]),
    ];
    const description = `By rebalance: ${parts.join("; ") || "the scalar as computed"}.${legendWords(source)}`;
    const text = { id: `${source.prefix}leverage`, title: this.title, description };
    return draw(text, timelineHeight(heights), timeline(source, panels, heights));
  },
};

function step(name: string, line: Line | undefined, breadth: number): TimePanel["lines"] {
  return line === undefined ? [] : [{ name, line, shape: "step", breadth }];
}

/** `from … to …`, the least and the largest finite value. */
export function span({ values }: Line): string {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const largest = finite.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
  return `from ${short(least)} to ${short(largest)}`;
}
