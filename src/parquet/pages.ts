import type { ColumnMetaData, DecodedArray, SchemaTree } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { decompressPage, readDataPage, readDataPageV2 } from "hyparquet/src/datapage.js";
import { readPlain } from "hyparquet/src/plain.js";
import type { ColumnDecoder, PageHeader } from "hyparquet/src/types.js";
import { compressors } from "hyparquet-compressors";
import type { ParquetColumn, ParquetTable } from "./footer.ts";
import { malformed, parquetPlace } from "./source.ts";

/** Some rows of a column as they stand in the file, before their meaning is looked at. */
export interface Page {
  readonly rows: number;
  /** Which rows have a value: 1, or 0 for null. Empty where all have. */
  readonly levels: ArrayLike<number>;
  /** The values of the rows that have one; places in the dictionary where `isIndexed`. */
  readonly values: DecodedArray;
  readonly isIndexed: boolean;
}

/** What becomes of a column's pages. */
export interface PageSink {
  dictionary(values: DecodedArray): void;
  /** `row` is the first row's place in the file, from 0. */
  page(page: Page, row: number): void;
}

/** No page is larger when it is unpacked. */
const MOST_PAGE = 2 ** 28;

/** Reads one column, row group by row group and page by page; of the file only one column's part of a group is in memory. */
export function readPages(table: ParquetTable, column: ParquetColumn, sink: PageSink): void {
  let row = 0;
  for (const group of table.metadata.row_groups) {
    const rows = Number(group.num_rows);
    const metadata = column.chunk === undefined ? undefined : group.columns[column.chunk]?.meta_data;
    if (rows > 0) {
      if (metadata === undefined) throw nested(table, column);
      readChunk(table, column, metadata, rows, row, sink);
    }
    row += rows;
  }
}

function readChunk(
  table: ParquetTable,
  column: ParquetColumn,
  metadata: ColumnMetaData,
  rows: number,
  firstRow: number,
  sink: PageSink,
): void {
  const { source } = table;
  const from = Number(metadata.dictionary_page_offset || metadata.data_page_offset);
  const to = from + Number(metadata.total_compressed_size);
  if (!(from >= 4 && to <= source.size - 8 && from < to)) {
    throw malformed(source, `a column from byte ${from} to ${to} of ${source.size}`, column.name);
  }
  const bytes = source.read(from, to);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const decoder = decoderOf(table, column, metadata);
  let done = 0;
  let hasDictionary = false;
  while (done < rows) {
    if (reader.offset >= bytes.length) throw malformed(source, `${done} of ${rows} rows`, column.name);
    try {
      const header = parquetHeader(reader);
      const packed = packedPage(header, bytes, reader.offset);
      reader.offset += packed.length;
      if (header.type === "DICTIONARY_PAGE") {
        const dictionary = dictionaryOf(header, packed, decoder);
        hasDictionary = true;
        sink.dictionary(dictionary);
      } else if (header.type !== "INDEX_PAGE") {
        const page = pageOf(header, packed, decoder, rows - done, hasDictionary);
        sink.page(page, firstRow + done);
        done += page.rows;
      }
    } catch (error) {
      if (error instanceof source.error) throw error;
      throw malformed(source, (error as Error).message, column.name);
    }
  }
}

/** What the page readers need to know of a column, stripped of what its numbers mean: that is for our own readers. */
function decoderOf({ root }: ParquetTable, column: ParquetColumn, metadata: ColumnMetaData): ColumnDecoder {
  const { type, type_length, repetition_type, name } = column.element;
  const element = {
    name,
    ...(type === undefined ? {} : { type }),
    ...(type_length === undefined ? {} : { type_length }),
    ...(repetition_type === undefined ? {} : { repetition_type }),
  };
  const leaf: SchemaTree = { children: [], count: 1, element, path: [name] };
  return {
    pathInSchema: [name],
    type: metadata.type,
    element,
    schemaPath: [root, leaf],
    codec: metadata.codec,
    parsers: DEFAULT_PARSERS,
    compressors,
    utf8: false,
  };
}

function packedPage(header: PageHeader, bytes: Uint8Array, at: number): Uint8Array {
  const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
  if (!(packed >= 0 && packed <= bytes.length - at)) {
    throw new Error(`a page of ${packed} bytes with ${bytes.length - at} left`);
  }
  if (!(unpacked >= 0 && unpacked <= MOST_PAGE)) throw new Error(`a page of ${unpacked} bytes unpacked`);
  return bytes.subarray(at, at + packed);
}

function dictionaryOf(header: PageHeader, packed: Uint8Array, decoder: ColumnDecoder): DecodedArray {
  const count = header.dictionary_page_header?.num_values ?? -1;
  const size = Number(header.uncompressed_page_size);
  if (!(count >= 0 && count <= size)) throw new Error(`a dictionary of ${count} values in ${size} bytes`);
  const page = decompressPage(packed, size, decoder.codec, decoder.compressors);
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
  return readPlain(reader, decoder.type, count, decoder.element.type_length);
}

function pageOf(
  header: PageHeader,
  packed: Uint8Array,
  decoder: ColumnDecoder,
  rowsLeft: number,
  hasDictionary: boolean,
): Page {
  const { data_page_header: first, data_page_header_v2: second } = header;
  const rows = first?.num_values ?? second?.num_values ?? -1;
  if (!(rows >= 0 && rows <= rowsLeft)) throw new Error(`a page of ${rows} rows with ${rowsLeft} left`);
  const encoding = first?.encoding ?? second?.encoding ?? "PLAIN";
  const isIndexed = encoding.endsWith("_DICTIONARY");
  if (isIndexed && !hasDictionary) throw new Error("places in a dictionary that is not there");
  const { definitionLevels, dataPage } =
    second === undefined
      ? readDataPage(unpacked(header, packed, decoder), first!, decoder)
      : readDataPageV2(packed, header, decoder);
  return { rows, levels: definitionLevels ?? [], values: dataPage, isIndexed };
}

function unpacked(header: PageHeader, packed: Uint8Array, { codec, compressors }: ColumnDecoder): Uint8Array {
  return decompressPage(packed, Number(header.uncompressed_page_size), codec, compressors);
}

/** The error for a column of lists or structs. */
export function nested({ source }: ParquetTable, { name }: ParquetColumn): Error {
  return new source.error({
    what: "a nested column",
    where: parquetPlace(source.file, name),
    expected: "one number, date or text a row",
    actual: "a list, a map or a struct",
    hint: "write its parts as columns of their own, or name it under ignore in the layout",
  });
}
