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
      `[RT] ${date}: vol=${(targeted.vol[k]! * 100).toFixed(2)}%, leverage=${targeted.leverage[k]!.toFixed(2)}x, ` +
        `gross_before=${targeted.grossBefore[k]!.toFixed(2)}, gross_after=${targeted.grossAfter[k]!.toFixed(2)}, ` +
        `assets=${assets.length}`,
    );
  }
  lines.push(`[ExecSim] ${date}: turnover=${held.turnover[k]!.toFixed(3)}, cost=${held.cost[k]!.toFixed(6)}`);
  const { computed, applied } = allocated;
  if (applied === undefined) return;
  const computedPart = computed === undefined ? "" : `computed=${computed[k]!.toFixed(2)}, `;
  lines.push(`[Allocator] ${date}: ${computedPart}applied=${applied[k]!.toFixed(2)}`);
}

function ruinLine(date: string): string {
  return `[Ruin] ${date}: the whole capital is lost; equity is 0 from here on`;
}
