import { residualChart } from "../charts/residuals.ts";
import { runCharts } from "../charts/run-charts.ts";
import type { Report } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import type { Evidence } from "../model/verdict.ts";
import { counted } from "../report/figures.ts";
import type { Chart, ChartGroup } from "../report/html/figures.ts";
import type { PageExtras } from "../report/html/report-page.ts";
import { htmlReport } from "../report/html/report-page.ts";

/** What a page shows beside the report document, made when a page is asked for. */
export type Extras = () => PageExtras;

/** A report as a page: its own chart of residuals, then the charts of what was run or read. */
export function reportPage(report: Report, extras: Extras = () => ({})): string {
  const { charts = [], ...rest } = extras();
  const residuals = residualChart(report);
  const own = residuals === undefined ? [] : [{ title: "All invariants", charts: [residuals], leftOut: [] }];
  return htmlReport(report, { ...rest, charts: [...own, ...charts] });
}

/** Characters of SVG that a page carries; a subject beyond them is named and not drawn. */
const LARGEST = 3_000_000;

/** Draws the charts of runs while they are at hand, and keeps the drawings: a run of any size can be let go. */
export class ChartDesk {
  readonly groups: ChartGroup[] = [];
  readonly #asked: boolean;
  readonly #largest: number;
  #size = 0;

  /** Draws nothing unless a page is among the formats, and no run beyond `largest` characters of SVG. */
  constructor({ format }: { readonly format?: readonly string[] }, largest: number = LARGEST) {
    this.#asked = format?.includes("html") === true;
    this.#largest = largest;
  }

  /** Draws a run's charts; the dates of its violations are marked. */
  add(name: string, run: Run, evidence: ReadonlyMap<string, readonly Evidence[]>): void {
    if (!this.#asked) return;
    const prefix = `run-${this.groups.length + 1}-`;
    if (this.#size > this.#largest) {
      const leftOut = [{ id: prefix, title: "all charts", wants: `a page of its own: tieout analyze draws them` }];
      this.groups.push({ title: name, charts: [], leftOut });
      return;
    }
    const pieces = [...evidence.values()].flat();
    const { charts, leftOut } = runCharts(run, prefix, violatedDates(pieces));
    this.#size += charts.reduce((sum, { svg }) => sum + svg.length, 0);
    this.groups.push({ title: name, charts, leftOut, note: unmarked(pieces) });
  }

  /** Adds charts of something else than a run; `draw` is only called where there is a page for them, and room on it. */
  addDrawn(title: string, draw: () => readonly Chart[]): void {
    if (!this.#asked || this.#size > this.#largest) return;
    const charts = draw();
    this.#size += charts.reduce((sum, { svg }) => sum + svg.length, 0);
    if (charts.length > 0) this.groups.push({ title, charts, leftOut: [] });
  }
}

/** Says where more is violated than is marked; undefined where all is marked. */
function unmarked(evidence: readonly Evidence[]): string | undefined {
  const more = evidence.reduce((sum, each) => sum + each.violationCount - each.violations.length, 0);
  if (more === 0) return undefined;
  return `The dates of the first 100 violations of each invariant are marked; ${counted(more, "violation")} more may be on other dates.`;
}

function violatedDates(evidence: readonly Evidence[]): string[] {
  const violations = evidence.flatMap((each) => each.violations);
  return violations.flatMap(({ date }) => (date === null ? [] : [date]));
}
