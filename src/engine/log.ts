import { sixDecimals, threeDecimals, twoDecimals } from "./decimals.ts";
import { summaryLines } from "./log-summary.ts";
import type { Ledger } from "./stages.ts";

/**
 * The run's log (CONTRACT.md §3): the events of each rebalance in order of date, a line for ruin on its date, and the
 * allocator's summary. A figure that another program reads is printed to a fixed number of decimals.
 */
export function logLines(ledger: Ledger): string[] {
  const { scenario, books, settled } = ledger;
  const { dates } = scenario.market;
  const lines: string[] = [];
  let ruin = settled.ruinRow;
  for (let k = 0; k < books.rows.length; k++) {
    const row = books.rows[k]!;
    if (ruin >= 0 && ruin < row) {
      lines.push(ruinLine(dates[ruin]!));
      ruin = -1;
    }
    pushEvents(ledger, k, dates[row]!, lines);
  }
  if (ruin >= 0) lines.push(ruinLine(dates[ruin]!));
  return lines.concat(summaryLines(ledger));
}

function pushEvents({ scenario, targeted, allocated, held }: Ledger, k: number, date: string, lines: string[]): void {
  const { assets } = scenario.market;
  if (scenario.config.exposure.kind === "vol-target") {
    lines.push(
      `[RT] ${date}: vol=${twoDecimals(targeted.vol[k]! * 100)}%, leverage=${twoDecimals(targeted.leverage[k]!)}x, ` +
        `gross_before=${twoDecimals(targeted.grossBefore[k]!)}, gross_after=${twoDecimals(targeted.grossAfter[k]!)}, ` +
        `assets=${assets.length}`,
    );
  }
  lines.push(`[ExecSim] ${date}: turnover=${threeDecimals(held.turnover[k]!)}, cost=${sixDecimals(held.cost[k]!)}`);
  const { computed, applied } = allocated;
  if (applied === undefined) return;
  const computedPart = computed === undefined ? "" : `computed=${twoDecimals(computed[k]!)}, `;
  lines.push(`[Allocator] ${date}: ${computedPart}applied=${twoDecimals(applied[k]!)}`);
}

function ruinLine(date: string): string {
  return `[Ruin] ${date}: the whole capital is lost; equity is 0 from here on`;
}
