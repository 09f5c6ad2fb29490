import type { Config } from "../model/config.ts";
import { DEFAULT_CONVENTIONS } from "../model/config.ts";
import type { ErrorDetails } from "../model/errors.ts";
import { EngineError } from "../model/errors.ts";
import type { LabelSeries, Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import type { DocumentName, EngineIdentity, Metrics, Run, RunInfo, TableName } from "../model/run.ts";
import { REGIME_TABLE, TABLE_NAMES } from "../model/run.ts";
import { isRecord } from "./record.ts";

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
  if (!isRecord(plain) || !isRecord(plain.tables))
    throw malformed("the answer", "an object with `tables`", shown(plain));
  if (Object.keys(plain.tables).length === 0) throw malformed("tables", "a table or more of the run", "none");
  const tables: Partial<Record<TableName, Panel>> = {};
  let regimes: LabelSeries | undefined;
  for (const [name, table] of Object.entries(plain.tables)) {
    checkShape(name, table);
    if (name === REGIME_TABLE) regimes = labelsOf(table);
    else if (isTableName(name)) tables[name] = panelOf(name, table);
    else throw malformed(`tables.${name}`, `one of ${TABLE_NAMES.join(", ")}, ${REGIME_TABLE}`, name);
  }
  checkFigures(plain.metrics);
  checkLog(plain.log);
  checkDocuments(plain.documents);
  const { metrics, log, documents } = plain;
  return runOfParts({ info: infoOf(engine, config, assets), tables, regimes, metrics, log, documents });
}

/** What is known of a run whose scenario is at hand. */
export function infoOf(engine: EngineIdentity, config: Config, assets: readonly string[]): RunInfo {
  const conventions = config.conventions ?? DEFAULT_CONVENTIONS;
  return { engine, config, conventions, universe: assets, assumptions: [] };
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
        throw malformed(`tables.${name}, ${table.dates[t]}, ${table.columns[i]}`, "a number or null", shown(value));
    }
  }
  return panel(table.dates, table.columns, values, missing);
}

function labelsOf({ dates, columns, values }: PlainTable): LabelSeries {
  if (columns.length !== 1) throw malformed(`tables.${REGIME_TABLE}.columns`, '["regime"]', shown(columns));
  const labels = values.map(([label], t) => {
    if (typeof label === "string" || label === null) return label;
    throw malformed(`tables.${REGIME_TABLE}, ${dates[t]}, ${columns[0]}`, "a text or null", shown(label));
  });
  return { dates, column: columns[0]!, labels };
}

function checkShape(name: string, table: PlainTable): void {
  if (!Array.isArray(table?.dates) || !Array.isArray(table.columns) || !Array.isArray(table.values)) {
    throw malformed(`tables.${name}`, "lists of dates, columns and values", shown(table));
  }
  checkTexts(`tables.${name}.dates`, table.dates);
  checkTexts(`tables.${name}.columns`, table.columns);
  if (new Set(table.columns).size < table.columns.length) {
    throw malformed(`tables.${name}.columns`, "each column once", shown(table.columns));
  }
  if (table.values.length !== table.dates.length) {
    throw malformed(`tables.${name}.values`, `${table.dates.length} rows, one a date`, `${table.values.length}`);
  }
  for (const [t, row] of table.values.entries()) {
    if (Array.isArray(row) && row.length === table.columns.length) continue;
    throw malformed(
      `tables.${name}, ${table.dates[t]}`,
      `${table.columns.length} values, one a column`,
      Array.isArray(row) ? `${row.length}` : shown(row),
    );
  }
}

function checkTexts(where: string, texts: readonly unknown[]): void {
  const wrong = texts.findIndex((text) => typeof text !== "string");
  if (wrong >= 0) throw malformed(`${where}[${wrong}]`, "a text", shown(texts[wrong]));
}

function checkFigures(metrics: unknown): void {
  if (metrics === undefined) return;
  if (!isRecord(metrics)) throw malformed("metrics", "an object of figures by name", shown(metrics));
  for (const [name, value] of Object.entries(metrics)) {
    if (value === null || typeof value === "number" || typeof value === "string") continue;
    throw malformed(`metrics.${name}`, "a number, a text or null", shown(value));
  }
}

function checkLog(log: unknown): void {
  if (log === undefined) return;
  if (!Array.isArray(log)) throw malformed("log", "a list of lines", shown(log));
  checkTexts("log", log);
}

function checkDocuments(documents: unknown): void {
  if (documents !== undefined && !isRecord(documents)) throw malformed("documents", "an object", shown(documents));
}

/** The beginning of a value as JSON. */
function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? "nothing";
}

function isTableName(name: string): name is TableName {
  return (TABLE_NAMES as readonly string[]).includes(name);
}

/** An engine answered, and what it answered is no run. */
export class EngineAnswerError extends EngineError {
  constructor(details: ErrorDetails) {
    super("crashed", details);
  }
}

function malformed(where: string, expected: string, actual: string): EngineAnswerError {
  return new EngineAnswerError({ what: "the engine's answer is malformed", where, expected, actual });
}
