import type { ErrorDetails } from "../model/errors.ts";

/** A Parquet file: bytes at any place, what to call it in an error, and the class of error to raise. */
export interface ParquetSource {
  readonly size: number;
  /** The bytes from `from` up to `to`, both within the file. */
  readonly read: (from: number, to: number) => Uint8Array;
  readonly file: string;
  readonly error: new (details: ErrorDetails) => Error;
}

/** Where something of a Parquet file stands: the file, and the column and row (from 1, without a header) where known. */
export function parquetPlace(file: string, column?: string, row?: number): string {
  const parts = [
    ...(column === undefined ? [] : [`column ${JSON.stringify(column)}`]),
    ...(row === undefined ? [] : [`row ${row}`]),
  ];
  return parts.length === 0 ? file : `${file} (${parts.join(", ")})`;
}

/** The error for a file that is damaged, in the words of what gave up on it. */
export function malformed(source: ParquetSource, actual: string, column?: string): Error {
  return new source.error({
    what: "malformed Parquet",
    where: parquetPlace(source.file, column),
    expected: "pages as the footer describes them",
    actual,
    hint: "the file may have been cut off or changed; write it again",
  });
}
