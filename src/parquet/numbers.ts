import type { DecodedArray, SchemaElement } from "hyparquet";
import { parseFloat16 } from "hyparquet/src/convert.js";
import type { ParquetColumn, ParquetTable } from "./footer.ts";
import type { Page } from "./pages.ts";
import { nested, readPages } from "./pages.ts";
import { malformed, parquetPlace } from "./source.ts";

/** What {@link readNumbers} calls with each number; a null is NaN, and `isMissing`. */
export type NumberSink = (row: number, value: number, isMissing: boolean) => void;

/**
 * Reads a column of numbers: floating point as it is, whole numbers and decimals as the nearest double. Throws the
 * source's error for a column of anything else.
 */
export function readNumbers(table: ParquetTable, column: ParquetColumn, sink: NumberSink): void {
  if (column.chunk === undefined) throw nested(table, column);
  const convert = converterOf(table, column);
  let dictionary: ArrayLike<number> = [];
  readPages(table, column, {
    dictionary(values) {
      dictionary = convert(values);
    },
    page(page, row) {
      const numbers = page.isIndexed ? lookedUp(page, dictionary, table, column) : convert(page.values);
      spread(page, row, numbers, table, column, sink);
    },
  });
}

function spread(
  { rows, levels }: Page,
  row: number,
  numbers: ArrayLike<number>,
  { source }: ParquetTable,
  { name }: ParquetColumn,
  sink: NumberSink,
): void {
  if (levels.length === 0) {
    if (numbers.length < rows) throw malformed(source, `${numbers.length} values in a page of ${rows} rows`, name);
    for (let i = 0; i < rows; i++) sink(row + i, numbers[i]!, false);
    return;
  }
  let next = 0;
  for (let i = 0; i < rows; i++) {
    if (levels[i] === 0) sink(row + i, Number.NaN, true);
    else if (next < numbers.length) sink(row + i, numbers[next++]!, false);
    else throw malformed(source, `${numbers.length} values in a page with more rows that have one`, name);
  }
}

/** What the places of a page stand for. */
export function lookedUp<T>(page: Page, dictionary: ArrayLike<T>, table: ParquetTable, column: ParquetColumn): T[] {
  const places = page.values as ArrayLike<number>;
  const values: T[] = new Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    if (!(place >= 0 && place < dictionary.length)) {
      throw malformed(table.source, `place ${place} of a dictionary of ${dictionary.length}`, column.name);
    }
    values[i] = dictionary[place]!;
  }
  return values;
}

type Converter = (values: DecodedArray) => ArrayLike<number>;

function converterOf(table: ParquetTable, column: ParquetColumn): Converter {
  const { element } = column;
  const { type, converted_type: converted, logical_type: logical } = element;
  const meaning = logical?.type ?? converted;
  if (meaning === "DECIMAL") return decimals(element);
  if (meaning === "FLOAT16") return (values) => Array.from(values as Uint8Array[], (bytes) => parseFloat16(bytes)!);
  const isPlain = meaning === undefined || meaning === "INTEGER" || /^U?INT_\d+$/.test(String(meaning));
  if (isPlain && (type === "DOUBLE" || type === "FLOAT")) return (values) => values as ArrayLike<number>;
  const isUnsigned = logical?.type === "INTEGER" ? !logical.isSigned : String(converted).startsWith("UINT");
  if (isPlain && type === "INT32") {
    return (values) => (isUnsigned ? Array.from(values as Int32Array, (each) => each >>> 0) : (values as Int32Array));
  }
  if (isPlain && type === "INT64") return (values) => wholeNumbers(values, isUnsigned, table, column);
  throw new table.source.error({
    what: "not a column of numbers",
    where: parquetPlace(table.source.file, column.name),
    expected: "DOUBLE, FLOAT, whole numbers or DECIMAL",
    actual: meaning === undefined ? String(type) : `${type} (${meaning})`,
    hint: "let the engine write numbers as float64, or name the column under ignore in the layout",
  });
}

/** 64-bit integers; one that no double holds is refused rather than rounded. */
function wholeNumbers(
  values: DecodedArray,
  isUnsigned: boolean,
  table: ParquetTable,
  column: ParquetColumn,
): Float64Array {
  return Float64Array.from(values as ArrayLike<bigint>, (each) => {
    const whole = isUnsigned ? BigInt.asUintN(64, each) : each;
    const number = Number(whole);
    if (BigInt(number) === whole) return number;
    throw new table.source.error({
      what: "a whole number that a double cannot hold",
      where: parquetPlace(table.source.file, column.name),
      expected: "at most 2^53",
      actual: String(whole),
    });
  });
}

/** Decimals as the double nearest to the decimal number that they spell. */
function decimals({ logical_type: logical, scale }: SchemaElement): Converter {
  const places = logical?.type === "DECIMAL" ? logical.scale : (scale ?? 0);
  return (values) =>
    Float64Array.from(values as ArrayLike<number | bigint | Uint8Array>, (each) =>
      Number(`${each instanceof Uint8Array ? bigEndian(each) : each}e${-places}`),
    );
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
