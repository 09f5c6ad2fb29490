import type { Config } from "../model/config.ts";
import { DEFAULT_CONVENTIONS } from "../model/config.ts";
import { EngineError } from "../model/errors.ts";
import type { LabelSeries, Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import type { DocumentName, EngineIdentity, Metrics, Run, RunInfo, TableName } from "../model/run.ts";
import { REGIME_TABLE, TABLE_NAMES } from "../model/run.ts";

/** A table as an engine answers it (CONTRACT.md §4): `null` is missing; text only in the regime table. */
export interface PlainTable {
  readonly dates: readonly string[];
  readonly columns: readonly string[];
  readonly values: readonly (readonly (number | string | null)[])[];
}

/** A run as an engine answers it: tables under their file names without `.csv`. */
export interface PlainRun {
  readonly tables: Readonly<Record<string, PlainTable>>;
  readonly metrics?: Metrics;
  readonly log?: readonly string[];
  readonly documents?: Readonly<Partial<Record<DocumentName, unknown>>>;
}

/** A Run over tables that are all at hand. */
export interface RunParts {
  readonly info: RunInfo;
  readonly tables: Readonly<Partial<Record<TableName, Panel>>>;
  readonly regimes?: LabelSeries | undefined;
  readonly metrics?: Metrics | undefined;
  readonly log?: readonly string[] | undefined;
  readonly documents?: Readonly<Partial<Record<DocumentName, unknown>>> | undefined;
}

/** A run in memory. */
export function runOfParts(parts: RunParts): Run {
  return {
    info: parts.info,
    table: (name) => parts.tables[name],
    regimes: () => parts.regimes,
    metrics: () => parts.metrics,
    log: () => parts.log,
    document: (name) => parts.documents?.[name],
    files: () => undefined,
  };
}

/**
 * The Run of what an engine answered. Throws an EngineError (`crashed`) that names table, date and column where the
 * answer has not the shape of CONTRACT.md §4.
 */
export function runOfPlain(plain: PlainRun, engine: EngineIdentity, config: Config, assets: readonly string[]): Run {
  if (typeof plain !== "object" || plain === null || typeof plain.tables !== "object" || plain.tables === null) {
    throw malformed("the answer", "an object with `tables`", JSON.stringify(plain)?.slice(0, 60) ?? String(plain));
  }
  const tables: Partial<Record<TableName, Panel>> = {};
  let regimes: LabelSeries | undefined;
  for (const [name, table] of Object.entries(plain.tables)) {
    checkShape(name, table);
    if (name === REGIME_TABLE) regimes = labelsOf(table);
    else if (isTableName(name)) tables[name] = panelOf(name, table);
    else throw malformed(`tables.${name}`, `one of ${TABLE_NAMES.join(", ")}, ${REGIME_TABLE}`, name);
  }
  const info: RunInfo = {
    engine,
    config,
    conventions: config.conventions ?? DEFAULT_CONVENTIONS,
    universe: assets,
    assumptions: [],
  };
  return runOfParts({ info, tables, regimes, metrics: plain.metrics, log: plain.log, documents: plain.documents });
}

function panelOf(name: string, table: PlainTable): Panel {
  const width = table.columns.length;
  const values = new Float64Array(table.dates.length * width);
  let missing: Uint8Array | undefined;
  for (let t = 0; t < table.dates.length; t++) {
    const row = table.values[t]!;
    for (let i = 0; i < width; i++) {
      const value = row[i];
      const cell = t * width + i;
      if (typeof value === "number") values[cell] = value;
      else if (value === null) {
        values[cell] = Number.NaN;
        missing ??= new Uint8Array(values.length);
        missing[cell] = 1;
      } else
        throw malformed(`tables.${name}, ${table.dates[t]}, ${table.columns[i]}`, "a number or null", String(value));
    }
  }
  return panel(table.dates, table.columns, values, missing);
}

function labelsOf(table: PlainTable): LabelSeries {
  const labels = table.values.map((row) => (row[0] === null || row[0] === undefined ? null : String(row[0])));
  return { dates: table.dates, column: table.columns[0] ?? "regime", labels };
}

function checkShape(name: string, table: PlainTable): void {
  if (!Array.isArray(table?.dates) || !Array.isArray(table.columns) || !Array.isArray(table.values)) {
    throw malformed(`tables.${name}`, "dates, columns and values", typeof table);
  }
  if (table.values.length !== table.dates.length) {
    throw malformed(`tables.${name}.values`, `${table.dates.length} rows, one a date`, `${table.values.length}`);
  }
  for (const [t, row] of table.values.entries()) {
    if (Array.isArray(row) && row.length === table.columns.length) continue;
    throw malformed(
      `tables.${name}, ${table.dates[t]}`,
      `${table.columns.length} values, one a column`,
      Array.isArray(row) ? `${row.length}` : typeof row,
    );
  }
}

function isTableName(name: string): name is TableName {
  return (TABLE_NAMES as readonly string[]).includes(name);
}

function malformed(where: string, expected: string, actual: string): EngineError {
  return new EngineError("crashed", { what: "the engine's answer is malformed", where, expected, actual });
}
