import { runOfParts } from "../../src/adapters/plain-run.ts";
import type { Config, ConfigInput, Conventions } from "../../src/model/config.ts";
import { DEFAULT_CONVENTIONS, parseConfig } from "../../src/model/config.ts";
import type { LabelSeries, Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import type { ArtifactFile, DeclaredDigest, Metrics, Run, TableName } from "../../src/model/run.ts";
import { RunView } from "../../src/verify/run-view.ts";

/** What a test says of a run; everything else is absent. */
export interface RunSketch {
  readonly config?: Partial<ConfigInput>;
  /** Conventions of a run without a config, or beside those of its config. */
  readonly conventions?: Partial<Conventions>;
  readonly universe?: readonly string[] | undefined;
  readonly tables?: Readonly<Partial<Record<TableName, Panel>>>;
  readonly regimes?: LabelSeries | undefined;
  readonly metrics?: Metrics;
  readonly log?: readonly string[];
  readonly files?: readonly ArtifactFile[];
  readonly configDigest?: DeclaredDigest;
}

/** A run in memory, of small tables. */
export function runOf(sketch: RunSketch): Run {
  const { config, conventions, universe, tables, regimes, metrics, log, files, configDigest } = sketch;
  const full = config && configOf(config);
  const info = {
    engine: undefined,
    config: full,
    conventions: { ...(full?.conventions ?? DEFAULT_CONVENTIONS), ...conventions },
    universe,
    assumptions: [],
  };
  return { ...runOfParts({ info, tables: tables ?? {}, regimes, metrics, log }), files: () => files, configDigest };
}

/** A run of these tables as the auditor sees it, without a config or with one. */
export function viewOf(tables: Readonly<Partial<Record<TableName, Panel>>>, config?: Partial<ConfigInput>): RunView {
  return new RunView(runOf(config === undefined ? { tables } : { tables, config }), "run");
}

/** A config of which a test says only what matters to it: no targeting, no costs, no allocator. */
export function configOf(parts: Partial<ConfigInput>): Config {
  const silent = { name: "core", budget: 1, strategy: { kind: "weights", dates: [], values: [] } } as const;
  return parseConfig({ sleeves: [silent], exposure: { kind: "none" }, ...parts });
}

/** The same run with other tables, metrics, log or regimes; `undefined` takes a part away. */
export function changed(
  run: Run,
  parts: {
    readonly tables?: Readonly<Partial<Record<TableName, Panel | undefined>>>;
    readonly metrics?: Metrics;
    readonly log?: readonly string[];
    readonly regimes?: LabelSeries | undefined;
  },
): Run {
  const { tables } = parts;
  return {
    ...forwarded(run),
    table: (name) => (tables !== undefined && name in tables ? tables[name] : run.table(name)),
    ...("metrics" in parts ? { metrics: () => parts.metrics } : {}),
    ...("log" in parts ? { log: () => parts.log } : {}),
    ...("regimes" in parts ? { regimes: () => parts.regimes } : {}),
  };
}

/** A table with one cell set to another number. */
export function withCell(table: Panel, date: string, column: string, value: number): Panel {
  const values = Float64Array.from(table.values);
  values[table.dates.indexOf(date) * table.columns.length + table.columns.indexOf(column)] = value;
  return { ...table, values };
}

/** A table with one cell blank. */
export function withBlank(table: Panel, date: string, column: string): Panel {
  const blank = withCell(table, date, column, Number.NaN);
  const missing = Uint8Array.from(table.missing ?? new Uint8Array(table.values.length));
  missing[table.dates.indexOf(date) * table.columns.length + table.columns.indexOf(column)] = 1;
  return { ...blank, missing };
}

/** A table without the rows of these dates. */
export function withoutRows(table: Panel, ...dates: readonly string[]): Panel {
  return keeping(
    table,
    (date) => !dates.includes(date),
    () => true,
  );
}

/** A table without these columns. */
export function withoutColumns(table: Panel, ...columns: readonly string[]): Panel {
  return keeping(
    table,
    () => true,
    (column) => !columns.includes(column),
  );
}

function keeping(table: Panel, keepsDate: (date: string) => boolean, keepsColumn: (column: string) => boolean): Panel {
  const width = table.columns.length;
  const values: number[] = [];
  const missing: number[] = [];
  for (const [t, date] of table.dates.entries()) {
    if (!keepsDate(date)) continue;
    for (const [i, column] of table.columns.entries()) {
      if (!keepsColumn(column)) continue;
      values.push(table.values[t * width + i]!);
      missing.push(table.missing?.[t * width + i] ?? 0);
    }
  }
  const kept = [table.dates.filter(keepsDate), table.columns.filter(keepsColumn), Float64Array.from(values)] as const;
  return table.missing === undefined ? panel(...kept) : panel(...kept, Uint8Array.from(missing));
}

function forwarded(run: Run): Run {
  return {
    info: run.info,
    table: (name) => run.table(name),
    regimes: () => run.regimes(),
    metrics: () => run.metrics(),
    log: () => run.log(),
    document: (name) => run.document(name),
    files: () => run.files(),
  };
}
