import type { Allocator } from "../model/config.ts";
import { REGIMES } from "../model/regime.ts";
import { PrintedFigure, twoDecimals } from "./decimals.ts";
import type { Ledger } from "./stages.ts";

/** The source of scalars that the layers computed. */
export const LAYERS_SOURCE = "config.allocator.layers";

/** How many de-risk events the summary lists. */
const DEEPEST_LISTED = 5;

const SHARE = new PrintedFigure("", 1, "%");

/** Where the applied scalars come from, by the config's key. */
export function sourceOf(allocator: Allocator): string {
  switch (allocator.mode) {
    case "off":
      return "none";
    case "compute":
      return allocator.scalars === undefined ? LAYERS_SOURCE : "config.allocator.scalars";
    case "precomputed":
      return "config.allocator.applied";
  }
}

/**
 * The end of the log: mode, source, rebalances, how many were scaled (applied < 1), mean, lowest and highest applied
 * scalar, and the deepest de-risk events with the regime of their date. In mode off nothing is applied, so there is nothing to list.
 */
export function summaryLines({ scenario, books, allocated, assessed }: Ledger): string[] {
  const { allocator } = scenario.config;
  const count = books.rows.length;
  const applied = allocator.mode === "off" ? undefined : allocated.applied;
  const events = applied === undefined ? [] : deRiskEvents(applied);
  const share = count === 0 ? 0 : (100 * events.length) / count;
  const lines = [
    `[Summary] allocator mode=${allocator.mode}, source=${sourceOf(allocator)}`,
    `[Summary] rebalances=${count}, scaled=${events.length} (${SHARE.of(share)})`,
  ];
  if (applied !== undefined && count > 0) lines.push(`[Summary] ${scalarRange(applied)}`);
  for (let place = 0; place < Math.min(events.length, DEEPEST_LISTED); place++) {
    const k = events[place]!;
    const row = books.rows[k]!;
    const event = `${scenario.market.dates[row]} applied=${twoDecimals(applied![k]!)}`;
    lines.push(`[Summary] de-risk ${place + 1}: ${event}, regime=${REGIMES[assessed.regimes()[row]!]}`);
  }
  return lines;
}

/** The rebalances with a scalar below 1, deepest first, the earlier first where equal. */
function deRiskEvents(applied: Float64Array): number[] {
  const events: number[] = [];
  for (let k = 0; k < applied.length; k++) if (applied[k]! < 1) events.push(k);
  return events.sort((a, b) => applied[a]! - applied[b]! || a - b);
}

function scalarRange(applied: Float64Array): string {
  let sum = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < applied.length; k++) {
    sum += applied[k]!;
    lowest = Math.min(lowest, applied[k]!);
    highest = Math.max(highest, applied[k]!);
  }
  const mean = sum / applied.length;
  return `scalar mean=${twoDecimals(mean)}, min=${twoDecimals(lowest)}, max=${twoDecimals(highest)}`;
}
