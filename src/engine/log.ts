import { REGIMES } from "../model/regime.ts";
import { PrintedFigure } from "./decimals.ts";
import { summaryLines } from "./log-summary.ts";
import { recordedComputed } from "./recorded-scalars.ts";
import type { Ledger } from "./stages.ts";

/** The figures of the events, each with what stands around it in its line. */
const VOL = new PrintedFigure(": vol=", 2, "%");
const LEVERAGE = new PrintedFigure(", leverage=", 2, "x");
const GROSS_BEFORE = new PrintedFigure(", gross_before=", 2, "");
const GROSS_AFTER = new PrintedFigure(", gross_after=", 2, ", assets=");
const TURNOVER = new PrintedFigure(": turnover=", 3, "");
const COST = new PrintedFigure(", cost=", 6, "");
const COMPUTED = new PrintedFigure(": computed=", 2, "");
const APPLIED = new PrintedFigure(", applied=", 2, ", regime=");

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
  const summary = summaryLines(ledger);
  for (let i = 0; i < summary.length; i++) lines.push(summary[i]!);
  return lines;
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
    const risk = VOL.of(targeted.vol[k]! * 100) + LEVERAGE.of(targeted.leverage[k]!);
    const gross = GROSS_BEFORE.of(targeted.grossBefore[k]!) + GROSS_AFTER.of(targeted.grossAfter[k]!);
    lines.push(`[RT] ${date}${risk}${gross}${assets.length}`);
  }
  lines.push(`[ExecSim] ${date}${TURNOVER.of(held.turnover[k]!)}${COST.of(held.cost[k]!)}`);
  if (scalars === undefined) return;
  const { computed, applied, regimes } = scalars;
  const regime = REGIMES[regimes[books.rows[k]!]!]!;
  lines.push(`[Allocator] ${date}${COMPUTED.of(computed[k]!)}${APPLIED.of(applied[k]!)}${regime}`);
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
