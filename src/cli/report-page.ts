import { residualChart } from "../charts/residuals.ts";
import { runCharts } from "../charts/run-charts.ts";
import type { Report } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import type { Evidence } from "../model/verdict.ts";
import type { ChartGroup } from "../report/html/figures.ts";
import type { PageExtras } from "../report/html/report-page.ts";
import { htmlReport } from "../report/html/report-page.ts";

/** What a page shows beside the report document, made when a page is asked for. */
export type Extras = () => PageExtras;

/** A report as a page: its own chart of residuals, then the charts of what was run or read. */
export function reportPage(report: Report, extras: Extras = () => ({})): string {
  const { tables = [], charts = [] } = extras();
  const residuals = residualChart(report);
  const own = residuals === undefined ? [] : [{ title: "All invariants", charts: [residuals], leftOut: [] }];
  return htmlReport(report, { tables, charts: [...own, ...charts] });
}

/** Characters of SVG that a page carries; a subject beyond them is named and not drawn. */
const LARGEST = 3_000_000;

/** Draws the charts of runs while they are at hand, and keeps the drawings: a run of any size can be let go. */
export class ChartDesk {
  readonly groups: ChartGroup[] = [];
  readonly #asked: boolean;
  #size = 0;

  /** Draws nothing unless a page is among the formats. */
  constructor({ format }: { readonly format?: readonly string[] }) {
    this.#asked = format?.includes("html") === true;
  }

  /** Draws a run's charts; the dates of its violations are marked. */
  add(name: string, run: Run, evidence: ReadonlyMap<string, readonly Evidence[]>): void {
    if (!this.#asked) return;
    const prefix = `run-${this.groups.length + 1}-`;
    if (this.#size > LARGEST) {
      const leftOut = [{ id: prefix, title: "all charts", wants: `a page of its own: tieout analyze draws them` }];
      this.groups.push({ title: name, charts: [], leftOut });
      return;
    }
    const { charts, leftOut } = runCharts(run, prefix, violatedDates(evidence));
    this.#size += charts.reduce((sum, { svg }) => sum + svg.length, 0);
    this.groups.push({ title: name, charts, leftOut });
  }
}

function violatedDates(evidence: ReadonlyMap<string, readonly Evidence[]>): string[] {
  const violations = [...evidence.values()].flat().flatMap((each) => each.violations);
  return violations.flatMap(({ date }) => (date === null ? [] : [date]));
}
