import type { OverlayDecision } from "../model/comparison.ts";
import { TAIL_FIGURES } from "../model/comparison.ts";
import type { Allocator } from "../model/config.ts";
import type { RunView } from "../verify/run-view.ts";
import { compareFigures } from "./compare-figures.ts";
import { allocatorWithoutOverlay } from "./scenarios.ts";

/**
 * Whether a convexity overlay earns its keep: kept when more of the tail figures (max drawdown, worst month, mean of
 * the worst 5% of days) get better with it than get worse, dropped otherwise.
 */
export function overlayDecision(without: RunView, withIt: RunView, allocator: Allocator): OverlayDecision {
  const figures = compareFigures(TAIL_FIGURES, without, withIt);
  const deltas = figures.map(({ delta }) => (typeof delta === "number" ? delta : 0)); // all are losses: up is better
  const better = deltas.filter((delta) => delta > 0).length;
  const worse = deltas.filter((delta) => delta < 0).length;
  const decision = better > worse ? "keep" : "drop";
  return {
    name: allocator.overlay?.name ?? "overlay",
    decision,
    figures,
    reason:
      decision === "keep"
        ? `keep it: ${better} of ${figures.length} tail figures are better with it, ${worse} worse`
        : `drop it: ${better} of ${figures.length} tail figures are better with it, ${worse} worse`,
    allocator: decision === "keep" ? allocator : allocatorWithoutOverlay(allocator),
  };
}
