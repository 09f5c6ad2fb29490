import type { Chart, LeftOut } from "../report/html/figures.ts";
import type { ChartSource } from "./source.ts";

/** A chart of a run: it draws itself, or says what it would need. */
export interface RunChart {
  readonly name: string;
  readonly title: string;
  /** The tables that it is drawn of, as a reader would name them. */
  readonly wants: string;
  /** Undefined where the run lacks what it wants. */
  draw(source: ChartSource): Chart | undefined;
}

/** What was drawn of a run, and what was left out. */
export interface DrawnCharts {
  readonly charts: readonly Chart[];
  readonly leftOut: readonly LeftOut[];
}

/** Percent in three digits. */
export function percent(value: number): string {
  return `${digits(value * 100, 3)}%`;
}

/** A figure in four digits. */
export function short(value: number): string {
  return digits(value, 4);
}

/** Broken runs have figures without end, and some that are none. */
function digits(value: number, many: number): string {
  if (Number.isNaN(value)) return "no number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  return String(Number(value.toPrecision(many)));
}
