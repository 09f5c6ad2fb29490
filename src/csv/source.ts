import type { ErrorDetails } from "../model/errors.ts";

/** A CSV file in memory, what to call it in an error, and the class of error to raise. */
export interface CsvSource {
  readonly bytes: Uint8Array;
  /** The name that errors give as `file:line:column`. */
  readonly file: string;
  /** A RunDirectoryError for a run's tables, a MarketError for prices. */
  readonly error: new (
    details: ErrorDetails,
  ) => Error;
}

/** Where a cell stands: `file:line:column (name)`, line and column from 1, the column counted in fields. */
export function cellPlace(file: string, line: number, column: number, name?: string): string {
  const place = `${file}:${line}:${column}`;
  return name === undefined ? place : `${place} (${name})`;
}

/** A cell's text for an error, shortened. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}
