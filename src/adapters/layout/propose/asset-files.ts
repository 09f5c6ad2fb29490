import type { Common, Draft, Entry } from "./draft.ts";
import { stemOf } from "./draft.ts";
import type { FoundDates } from "./kinds.ts";
import { numbersIn, numbersOf, usualStep } from "./kinds.ts";
import type { Sample, SampledColumn } from "./sample.ts";
import { ASSET_NAMES, NO_ASSET, tableOfAssets } from "./tables.ts";

/** Weights above are money, quantities or percentages. */
const LARGEST_WEIGHT = 50;

/** A column with its numbers. */
interface Numeric extends SampledColumn {
  readonly values: readonly number[];
}

/** A file of one number an asset and date, wide or long. */
export function lookAtAssets(draft: Draft, sample: Sample, dates: FoundDates, common: Common): boolean {
  const form = numbersIn(sample);
  const numeric: Numeric[] = [];
  const texts: SampledColumn[] = [];
  for (const column of sample.columns) {
    if (column.name === dates.column) continue;
    const numbers = numbersOf(column, form);
    if (numbers !== undefined) numeric.push({ ...column, values: numbers.values });
    else if (column.kind !== "other") texts.push(column);
  }
  const repeats = new Set(dates.dates).size < dates.dates.length;
  const asset = texts.find(({ name }) => ASSET_NAMES.test(name)) ?? (repeats ? texts[0] : undefined);
  const step = usualStep(dates.dates);
  if (asset !== undefined) return lookAtLong(draft, asset.name, numeric, step, common);
  const named = tableOfAssets(stemOf(sample.file), step);
  if (named === undefined || draft.tables[named.table] !== undefined) return false;
  const assets = numeric.filter(({ name }) => !NO_ASSET.test(name));
  if (!areFractions(draft, sample.file, named.table, assets)) return true;
  const kept = new Set([dates.column, ...assets.map(({ name }) => name)]);
  const ignore = sample.columns.map(({ name }) => name).filter((name) => !kept.has(name));
  draft.tables[named.table] = { ...common, ...holdsOf(named), ...(ignore.length === 0 ? {} : { ignore }) };
  tell(draft, sample.file, named, ignore);
  return true;
}

/** Each column of numbers whose name says what it is; a single one may leave that to the file's name. */
function lookAtLong(draft: Draft, asset: string, numeric: readonly Numeric[], step: number, common: Common): boolean {
  let isMapped = false;
  for (const column of numeric) {
    const own = tableOfAssets(column.name, step);
    const named = own ?? (numeric.length === 1 ? tableOfAssets(stemOf(common.file), step) : undefined);
    if (named === undefined || draft.tables[named.table] !== undefined) continue;
    isMapped = true;
    const where = `${column.name} of ${common.file}`;
    if (!areFractions(draft, where, named.table, [column])) continue;
    const isBook = named.table.startsWith("weights");
    const absent = isBook ? { absent: "zero" as const } : {};
    draft.tables[named.table] = { ...common, shape: "long", asset, value: column.name, ...absent, ...holdsOf(named) };
    tell(draft, where, named, []);
    if (isBook) {
      draft.notes.push(
        `${named.table}: a date and asset without a row is taken to be zero; remove absent: zero where it is unknown`,
      );
    }
  }
  return isMapped;
}

/** Money and quantities are no weights, and nothing here can turn them into such. */
function areFractions({ notes }: Draft, where: string, table: string, columns: readonly Numeric[]): boolean {
  let largest = 0;
  for (const { values } of columns) {
    for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  }
  if (!table.startsWith("weights") || largest <= LARGEST_WEIGHT) return true;
  notes.push(
    `${where}: left aside: numbers up to ${largest} are money, quantities or percentages, not fractions of net asset ` +
      "value; scale: 0.01 reads percentages",
  );
  return false;
}

function tell({ notes }: Draft, where: string, { table, holds }: Named, ignored: readonly string[]): void {
  const without = ignored.length === 0 ? "" : `, without ${ignored.map((name) => JSON.stringify(name)).join(", ")}`;
  notes.push(`${table}: from ${where}${without}`);
  if (holds !== "simple-returns") return;
  notes.push(
    `${table}: taken to be simple returns, as pct_change makes them; write holds: log-returns where they are logarithms`,
  );
}

type Named = NonNullable<ReturnType<typeof tableOfAssets>>;

function holdsOf({ holds }: Named): Partial<Entry> {
  return holds === undefined ? {} : { holds };
}
