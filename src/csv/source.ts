import type { ErrorDetails } from "../model/errors.ts";

/** A file's bytes, read one after the other and never all at once. */
export interface ByteStream {
  /** How many bytes there are, as far as is known: for the first guess at a table's size only. */
  readonly size: number;
  /** Reads on into `into` from its index `at` to its end and answers how many bytes came; 0 at the end. */
  read(into: Uint8Array, at: number): number;
}

/** A CSV file, in memory or as a stream, what to call it in an error, and the class of error to raise. */
export interface CsvSource {
  readonly bytes: Uint8Array | ByteStream;
  /** The name that errors give as `file:line:column`. */
  readonly file: string;
  /** A RunDirectoryError for a run's tables, a MarketError for prices. */
  readonly error: new (
    details: ErrorDetails,
  ) => Error;
  /** The ASCII code of the mark between fields; a comma by default. */
  readonly delimiter?: number;
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
