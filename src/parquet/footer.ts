import type { FileMetaData, SchemaElement, SchemaTree } from "hyparquet";
import { parquetMetadata, parquetSchema } from "hyparquet";
import { MOST_CELLS } from "../model/panel.ts";
import type { ParquetSource } from "./source.ts";
import { malformed, parquetPlace } from "./source.ts";

/** A column at the top of the schema. */
export interface ParquetColumn {
  readonly name: string;
  readonly element: SchemaElement;
  /** Its place among the chunks of a row group; undefined where it is nested or repeated. */
  readonly chunk: number | undefined;
}

/** What a file's footer says of it. */
export interface ParquetTable {
  readonly source: ParquetSource;
  readonly metadata: FileMetaData;
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;
  readonly root: SchemaTree;
}

const MAGIC = 0x31524150; // PAR1, little-endian
const ENCRYPTED = 0x45524150; // PARE
/** Magic at both ends, and the footer's length. */
const LEAST = 12;
const MOST_FOOTER = 2 ** 28;

/** Reads the footer. Throws the source's error where this is no Parquet file, or not the whole of one. */
export function readParquetFooter(source: ParquetSource): ParquetTable {
  const { size, file } = source;
  const fail = (what: string, expected: string, actual: string, hint?: string) =>
    new source.error({ what, where: file, expected, actual, ...(hint === undefined ? {} : { hint }) });
  if (size < LEAST) throw fail("no Parquet file", `at least ${LEAST} bytes`, `${size} bytes`, WRITE_AGAIN);
  const first = wordAt(source.read(0, 4), 0);
  const tail = source.read(size - 8, size);
  const last = wordAt(tail, 4);
  if (first === ENCRYPTED || last === ENCRYPTED) throw fail("an encrypted Parquet file", "a plain one", "PARE");
  if (first !== MAGIC) throw fail("no Parquet file", "PAR1 at the beginning", bytesOf(first), NAME_FORMAT);
  if (last !== MAGIC) throw fail("the Parquet file is cut off", "PAR1 at the end", bytesOf(last), WRITE_AGAIN);
  const length = wordAt(tail, 0);
  if (length > size - LEAST || length > MOST_FOOTER) {
    throw fail("the Parquet file is cut off", `a footer within ${size - LEAST} bytes`, `${length} bytes`, WRITE_AGAIN);
  }
  return tableOf(source, parsed(source, source.read(size - 8 - length, size)));
}

const WRITE_AGAIN = "its writing was interrupted; write it again";
const NAME_FORMAT = 'a layout says what a file is: format: "csv" or "parquet"';

function parsed(source: ParquetSource, footer: Uint8Array): { metadata: FileMetaData; root: SchemaTree } {
  try {
    const metadata = parquetMetadata(footer, { geoparquet: false });
    return { metadata, root: parquetSchema(metadata) };
  } catch (error) {
    throw malformed(source, `a footer that cannot be read: ${(error as Error).message}`);
  }
}

function tableOf(
  source: ParquetSource,
  { metadata, root }: { metadata: FileMetaData; root: SchemaTree },
): ParquetTable {
  const columns: ParquetColumn[] = [];
  const seen = new Set<string>();
  let chunk = 0;
  for (const child of root.children) {
    const { element } = child;
    const isFlat = child.children.length === 0 && element.repetition_type !== "REPEATED" && element.type !== undefined;
    if (seen.has(element.name)) {
      throw new source.error({
        what: "two columns have the same name",
        where: parquetPlace(source.file, element.name),
        expected: "each column once",
        actual: JSON.stringify(element.name),
      });
    }
    seen.add(element.name);
    columns.push({ name: element.name, element, chunk: isFlat ? chunk : undefined });
    chunk += leaves(child);
  }
  const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  const isSound = metadata.row_groups.every(
    (group) => Number(group.num_rows) >= 0 && Number(group.num_rows) <= MOST_CELLS && group.columns.length === chunk,
  );
  if (!isSound || rows !== Number(metadata.num_rows)) {
    throw malformed(source, `row groups of ${rows} rows together, where the footer counts ${metadata.num_rows}`);
  }
  return { source, metadata, columns, rows, root };
}

function leaves({ children }: SchemaTree): number {
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + leaves(child), 0);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);
}

/** Four bytes as they stand in the file, what is not printable as `\xNN`. */
function bytesOf(word: number): string {
  const codes = [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff);
  const shown = codes.map((code) =>
    code > 32 && code < 127 ? String.fromCharCode(code) : `\\x${code.toString(16).padStart(2, "0")}`,
  );
  return shown.join("");
}
