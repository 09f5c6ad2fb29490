import { DOCUMENT_NAMES, REGIME_TABLE, TABLE_NAMES } from "../../model/run.ts";

/** The names by which the files of a run directory are recognised (CONTRACT.md §3). */

export const RUN_FILE = "run.json";
export const METRICS_FILE = "metrics.json";
export const LOG_FILE = "run.log";
export const REGIME_FILE = `${REGIME_TABLE}.csv`;

/** Every artifact in the order in which `run.json` lists them: tables in pipeline order, then what describes them. */
export const ARTIFACT_FILES: readonly string[] = [
  ...TABLE_NAMES.map((name) => `${name}.csv`),
  REGIME_FILE,
  ...DOCUMENT_NAMES.map((name) => `${name}.json`),
  METRICS_FILE,
  LOG_FILE,
];
