import type { Measured } from "../../engine/stages.ts";

/** What was measured with another drawdown, and the summary figure that goes with it (by default its least). */
export function withDrawdown(
  measured: Measured,
  drawdownAt: (equity: number, t: number) => number,
  summary: (drawdown: Float64Array) => number = (drawdown) => drawdown.reduce((least, at) => Math.min(least, at), 0),
): Measured {
  const drawdown = measured.equity.map(drawdownAt);
  return { ...measured, drawdown, metrics: { ...measured.metrics, max_drawdown: summary(drawdown) } };
}
