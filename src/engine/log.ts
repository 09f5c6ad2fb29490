import { REGIMES } from "../model/regime.ts";
import { sixDecimals, threeDecimals, twoDecimals } from "./decimals.ts";
import { summaryLines } from "./log-summary.ts";
import { recordedComputed } from "./recorded-scalars.ts";
import type { Ledger } from "./stages.ts";

/**
 * The run's log (CONTRACT.md §3): the events of each rebalance in order of date, a line for ruin on its date, and the
 * allocator's summary. A figure that another program reads is printed to a fixed number of decimals.
 */
export function logLines(ledger: Ledger): string[] {
  const { scenario, books, settled } = ledger;
  const { dates } = scenario.market;
  const lines: string[] = [];
  const scalars = appliedScalars(ledger);
  let ruin = settled.ruinRow;
  for (let k = 0; k < books.rows.length; k++) {
    const row = books.rows[k]!;
    if (ruin >= 0 && ruin < row) {
      lines.push(ruinLine(dates[ruin]!));
      ruin = -1;
    }
    pushEvents(ledger, scalars, k, lines);
  }
  if (ruin >= 0) lines.push(ruinLine(dates[ruin]!));
  return lines.concat(summaryLines(ledger));
}

function pushEvents(
  { scenario, books, targeted, held }: Ledger,
  scalars: AppliedScalars | undefined,
  k: number,
  lines: string[],
): void {
  const { assets, dates } = scenario.market;
  const date = dates[books.rows[k]!]!;
  if (scenario.config.exposure.kind === "vol-target") {
    lines.push(
      `[RT] ${date}: vol=${twoDecimals(targeted.vol[k]! * 100)}%, leverage=${twoDecimals(targeted.leverage[k]!)}x, ` +
        `gross_before=${twoDecimals(targeted.grossBefore[k]!)}, gross_after=${twoDecimals(targeted.grossAfter[k]!)}, ` +
        `assets=${assets.length}`,
    );
  }
  lines.push(`[ExecSim] ${date}: turnover=${threeDecimals(held.turnover[k]!)}, cost=${sixDecimals(held.cost[k]!)}`);
  if (scalars === undefined) return;
  const { computed, applied, regimes } = scalars;
  const regime = REGIMES[regimes[books.rows[k]!]!]!;
  const figures = `computed=${twoDecimals(computed[k]!)}, applied=${twoDecimals(applied[k]!)}`;
  lines.push(`[Allocator] ${date}: ${figures}, regime=${regime}`);
}

/** What the allocator's lines tell; undefined in mode off, where nothing is applied. */
interface AppliedScalars {
  readonly computed: Float64Array;
  readonly applied: Float64Array;
  /** Level by bar. */
  readonly regimes: Uint8Array;
}

function appliedScalars(ledger: Ledger): AppliedScalars | undefined {
  const { applied } = ledger.allocated;
  if (applied === undefined) return undefined;
  return { computed: recordedComputed(ledger), applied, regimes: ledger.assessed.regimes() };
}

function ruinLine(date: string): string {
  return `[Ruin] ${date}: the whole capital is lost; equity is 0 from here on`;
}
