import { DEFAULT_CONVENTIONS } from "../../model/config.ts";
import { RunDirectoryError, TieoutError } from "../../model/errors.ts";
import type { Layout } from "../../model/layout.ts";
import type { Panel } from "../../model/panel.ts";
import type { DocumentName, Metrics, Run, RunDocument, RunInfo, TableName } from "../../model/run.ts";
import { DOCUMENT_NAMES, TABLE_NAMES } from "../../model/run.ts";
import { LayoutReader } from "../layout/layout-reader.ts";
import { mappedFiles, NO_LAYOUT } from "../layout/load.ts";
import { assumedConventions } from "./assumed-conventions.ts";
import { RUN_FILE } from "./files.ts";
import { Folder } from "./folder.ts";
import { strangeDigest } from "./recorded-scenario.ts";
import { configDigests, parseRunDocument } from "./run-document.ts";

/**
 * Reads a run directory (CONTRACT.md §3) by file name, or as a layout says; a `run.json` is not needed, and what is
 * absent is `undefined`. Every file is read as a stream, hashed and parsed from the same bytes, so that what is in
 * memory are the tables alone. Throws a RunDirectoryError with file, line and column where something cannot be read; with
 * `onUnreadable` it is told instead, file by file, and what cannot be read is absent.
 */
export function readRun(
  directory: string,
  layout: Layout = NO_LAYOUT,
  onUnreadable?: (error: TieoutError) => void,
): Run {
  const part = tolerant(onUnreadable);
  const folder = new Folder(directory, { followLinks: layout.followLinks, mapped: mappedFiles(layout) });
  const reader = new LayoutReader(folder, layout);
  const document = part(() => {
    const runJson = folder.json(RUN_FILE);
    if (runJson === undefined) return undefined;
    return { ...parseRunDocument(runJson, folder.place(RUN_FILE)), digest: configDigests(runJson) };
  });
  const tables = new Map<TableName, Panel | undefined>(
    TABLE_NAMES.map((name) => [name, part(() => reader.table(name))]),
  );
  const regimes = part(() => reader.regimes());
  const documents = new Map<DocumentName, unknown>(
    DOCUMENT_NAMES.map((name) => [name, part(() => folder.json(`${name}.json`))]),
  );
  const metrics = part(() => {
    const figures = reader.metrics();
    return metricsOf(figures.content, folder.place(figures.file));
  });
  const log = part(() => reader.log());
  const files = part(() => folder.artifacts(document)) ?? [];
  const info = document === undefined ? undeclared(layout, tables.get("portfolio_returns")) : infoOf(document);
  const strange = document && strangeDigest(document, tables.get("returns"));
  const notExamined = [...reader.notExamined, ...(strange === undefined ? [] : [strange]), ...folder.unread()];
  return {
    info: {
      ...info,
      assumptions: [...info.assumptions, ...reader.assumptions],
      ...(notExamined.length === 0 ? {} : { notExamined }),
    },
    table: (name) => tables.get(name),
    regimes: () => regimes,
    metrics: () => metrics,
    log: () => log,
    document: (name) => documents.get(name),
    files: () => files,
    configDigest: document?.digest,
  };
}

/** Reads a part; what goes wrong is thrown, or told where somebody listens, and then the part is absent. */
function tolerant(onUnreadable: ((error: TieoutError) => void) | undefined): <T>(read: () => T) => T | undefined {
  return (read) => {
    try {
      return read();
    } catch (error) {
      if (onUnreadable === undefined || !(error instanceof TieoutError)) throw error;
      onUnreadable(error);
      return undefined;
    }
  };
}

/** What is known of a run whose folder has no `run.json`: what the layout says, else what is taken for granted. */
function undeclared({ conventions, universe }: Layout, returns: Panel | undefined): RunInfo {
  const assumptions: string[] = [];
  const assumed = conventions === undefined ? assumedConventions(returns) : undefined;
  if (assumed !== undefined) assumptions.push(assumed.assumption);
  if (universe === undefined) {
    assumptions.push("There is no run.json, so nothing declares the assets of the universe.");
  }
  return {
    engine: undefined,
    config: undefined,
    conventions: conventions ?? assumed?.conventions ?? DEFAULT_CONVENTIONS,
    universe,
    assumptions,
  };
}

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
