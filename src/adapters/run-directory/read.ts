import { DEFAULT_CONVENTIONS } from "../../model/config.ts";
import { RunDirectoryError } from "../../model/errors.ts";
import type { Panel } from "../../model/panel.ts";
import type { DocumentName, Metrics, Run, RunDocument, RunInfo, TableName } from "../../model/run.ts";
import { DOCUMENT_NAMES, TABLE_NAMES } from "../../model/run.ts";
import { LOG_FILE, METRICS_FILE, REGIME_FILE, RUN_FILE } from "./files.ts";
import { Folder } from "./folder.ts";
import { parseRunDocument } from "./run-document.ts";

/**
 * Reads a run directory (CONTRACT.md §3) by file name; a `run.json` is not needed, and what is absent is `undefined`.
 * Every file is read once, hashed and parsed from the same bytes. Throws a RunDirectoryError with file, line and
 * column where something cannot be read.
 */
export function readRun(directory: string): Run {
  const folder = new Folder(directory);
  const runJson = folder.json(RUN_FILE);
  const document = runJson === undefined ? undefined : parseRunDocument(runJson, folder.place(RUN_FILE));
  const tables = new Map<TableName, Panel | undefined>(TABLE_NAMES.map((name) => [name, folder.table(`${name}.csv`)]));
  const regimes = folder.labels(REGIME_FILE);
  const documents = new Map<DocumentName, unknown>(DOCUMENT_NAMES.map((name) => [name, folder.json(`${name}.json`)]));
  const metrics = metricsOf(folder.json(METRICS_FILE), folder.place(METRICS_FILE));
  const log = folder.lines(LOG_FILE);
  const files = folder.artifacts(document);
  return {
    info: document === undefined ? UNDECLARED : infoOf(document),
    table: (name) => tables.get(name),
    regimes: () => regimes,
    metrics: () => metrics,
    log: () => log,
    document: (name) => documents.get(name),
    files: () => files,
  };
}

/** What is known of a run whose folder has no `run.json`, and what is taken for granted instead. */
const UNDECLARED: RunInfo = Object.freeze({
  engine: undefined,
  config: undefined,
  conventions: DEFAULT_CONVENTIONS,
  universe: undefined,
  assumptions: [
    "There is no run.json, so the conventions are taken to be the usual ones: log returns, weights that earn the " +
      "return of their own date, 252 bars a year, ddof 1.",
    "There is no run.json, so nothing declares the assets of the universe.",
  ],
});

function infoOf({ engine, config, conventions, universe }: RunDocument): RunInfo {
  return { engine, config, conventions, universe, assumptions: [] };
}

function metricsOf(content: unknown, where: string): Metrics | undefined {
  if (content === undefined) return undefined;
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw notMetrics(where, "an object of figures by name", content);
  }
  for (const [name, value] of Object.entries(content)) {
    if (value === null || typeof value === "number" || typeof value === "string") continue;
    throw notMetrics(`${where}.${name}`, "a number, a text or null", value);
  }
  return content as Metrics;
}

function notMetrics(where: string, expected: string, actual: unknown): RunDirectoryError {
  return new RunDirectoryError({ what: "not metrics", where, expected, actual: JSON.stringify(actual).slice(0, 60) });
}
