import { drawdownSeries } from "../metrics/drawdown-series.ts";
import { equitySeries } from "../metrics/equity-series.ts";
import type { LabelSeries, Panel } from "../model/panel.ts";
import { columnOf } from "../model/panel.ts";
import type { Run, TableName } from "../model/run.ts";
import { TABLE_NAMES, TABLES } from "../model/run.ts";
import { counted } from "../report/figures.ts";

/** A run as the charts see it: one axis of dates for all tables, whatever order their rows stand in. */
export interface ChartSource {
  /** Before every chart's id: letters, digits and dashes, other for each run on a page. */
  readonly prefix: string;
  readonly run: Run;
  /** The dates of the market, or of all tables there are; increasing, each once. */
  readonly dates: readonly string[];
  readonly place: ReadonlyMap<string, number>;
  /** Dates on which something is violated, increasing, each once. */
  readonly violated: readonly string[];
}

/** A line of values by place on the axis of dates. */
export interface Line {
  readonly places: readonly number[];
  readonly values: Float64Array;
}

/** A run made ready for its charts. */
export function chartSource(run: Run, prefix: string, violated: Iterable<string> = []): ChartSource {
  const dates = axisOf(run);
  const place = new Map(dates.map((date, i) => [date, i]));
  const marked = [...new Set(violated)].filter((date) => place.has(date)).sort();
  return { prefix, run, dates, place, violated: marked };
}

/** The dates of a run's daily tables, or of all that it has; increasing, each once. */
export function axisOf(run: Run): readonly string[] {
  const present = TABLE_NAMES.filter((name) => run.table(name) !== undefined);
  const daily = present.filter((name) => TABLES[name].rows === "dates");
  const named = daily.length > 0 ? daily : present;
  const regimes = run.regimes()?.dates ?? [];
  const dates = new Set([...named.flatMap((name) => run.table(name)!.dates), ...(named.length > 0 ? [] : regimes)]);
  return [...dates].sort();
}

/** A column of a table as a line; undefined where there is no such table or column, or nothing in it. */
export function lineOf(source: ChartSource, name: TableName, column: string): Line | undefined {
  const table = source.run.table(name);
  const values = table === undefined ? undefined : columnOf(table, column);
  return values === undefined ? undefined : ordered(source, table!.dates, values);
}

/** A figure of each row of a table as a line. */
export function lineOfRows(
  source: ChartSource,
  name: TableName,
  figure: (row: Float64Array) => number,
): Line | undefined {
  const table: Panel | undefined = source.run.table(name);
  if (table === undefined) return undefined;
  const width = table.columns.length;
  const values = Float64Array.from(table.dates, (_, t) => figure(table.values.subarray(t * width, (t + 1) * width)));
  return ordered(source, table.dates, values);
}

/** Rows by date: a table may have them in any order, and twice. */
function ordered({ place }: ChartSource, dates: readonly string[], values: Float64Array): Line | undefined {
  const rows = dates.flatMap((date, row) => {
    const at = place.get(date);
    return at === undefined ? [] : [{ at, row }];
  });
  rows.sort((a, b) => a.at - b.at || a.row - b.row);
  if (!rows.some(({ row }) => Number.isFinite(values[row]!))) return undefined;
  return { places: rows.map(({ at }) => at), values: Float64Array.from(rows, ({ row }) => values[row]!) };
}

/** Simple returns of the portfolio by date. */
export function simpleReturns(source: ChartSource): Line | undefined {
  const simple = lineOf(source, "portfolio_returns", "simple_return");
  if (simple !== undefined) return simple;
  const log = lineOf(source, "portfolio_returns", "log_return");
  return log === undefined ? undefined : { ...log, values: log.values.map((value) => Math.expm1(value)) };
}

/** Says how many returns are no number, and so in no figure of a chart; nothing where all are. */
export function withoutNumber(source: ChartSource): string {
  const many = simpleReturns(source)?.values.reduce((sum, value) => (Number.isFinite(value) ? sum : sum + 1), 0) ?? 0;
  return many === 0 ? "" : ` ${counted(many, "return")} of no finite number left out.`;
}

/** Equity as recorded, or what the returns compound to. */
export function equityOf(source: ChartSource): Line | undefined {
  const recorded = lineOf(source, "equity_curve", "equity");
  if (recorded !== undefined) return recorded;
  const returns = simpleReturns(source);
  if (returns === undefined) return undefined;
  const finite = returns.values.map((value) => (Number.isFinite(value) ? value : 0));
  return { places: returns.places, values: equitySeries(finite, source.run.info.config?.initialCapital ?? 1) };
}

/** Drawdown as recorded, or that of the equity. */
export function drawdownOf(source: ChartSource): Line | undefined {
  const recorded = lineOf(source, "equity_curve", "drawdown");
  if (recorded !== undefined) return recorded;
  const equity = equityOf(source);
  if (equity === undefined) return undefined;
  const capital = source.run.info.config?.initialCapital ?? equity.values[0]!;
  return { places: equity.places, values: drawdownSeries(equity.values, capital) };
}

/** The regime of each place on the axis; undefined where the run has none. */
export function regimesOf({ run, dates }: ChartSource): readonly (string | null)[] | undefined {
  const series: LabelSeries | undefined = run.regimes();
  if (series === undefined) return undefined;
  const labels = new Map(series.dates.map((date, i) => [date, series.labels[i] ?? null]));
  return dates.map((date) => labels.get(date) ?? null);
}
