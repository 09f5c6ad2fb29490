import type { Panel } from "../../model/panel.ts";
import type { Way } from "./corruption.ts";
import { pick, tableWay } from "./corruption.ts";
import { indices, withRows } from "./edits.ts";

/** What a scaled row is multiplied by: a difference that no rounding explains. */
const SCALE = 1.01;

const dropRow = tableWay("drop-row", "A row of the table is gone.", (table, random) => {
  if (table.dates.length < 2) return undefined;
  return without(table, random.integer(table.dates.length));
});

const dropLastRow = tableWay("drop-last-row", "The table ends a row early.", (table) => {
  return table.dates.length < 2 ? undefined : without(table, table.dates.length - 1);
});

const duplicateRow = tableWay("duplicate-row", "A row of the table stands there twice.", (table, random) => {
  const row = random.integer(table.dates.length);
  const rows = indices(table.dates.length).toSpliced(row, 0, row);
  const panel = withRows(
    table,
    rows,
    rows.map((each) => table.dates[each]!),
  );
  return { place: table.dates[row]!, panel };
});

const swapDates = tableWay("swap-dates", "Two rows that follow each other bear each other's date.", (table, random) => {
  const row = pick(table.dates.length - 1, random, (each) => table.dates[each] !== table.dates[each + 1]);
  if (row < 0) return undefined;
  const [first, second] = [table.dates[row]!, table.dates[row + 1]!];
  const dates = table.dates.toSpliced(row, 2, second, first);
  return { place: `${first}, ${second}`, panel: { ...table, dates } };
});

const shiftDates = tableWay(
  "shift-dates",
  "Every row bears the date of the row after it: all is a row late.",
  (table) => {
    const rows = indices(table.dates.length).map((row) => Math.max(0, row - 1));
    const panel = withRows(table, rows, table.dates);
    if (table.values.every((value, cell) => Object.is(value, panel.values[cell]))) return undefined;
    return { place: "all dates", panel };
  },
);

const scaleRow = tableWay("scale-row", `All figures of a row are multiplied by ${SCALE}.`, (table, random) => {
  const width = table.columns.length;
  const row = pick(table.dates.length, random, (each) => changes(table, each));
  if (row < 0) return undefined;
  const values = table.values.slice();
  for (let cell = row * width; cell < (row + 1) * width; cell++) values[cell] = values[cell]! * SCALE;
  return { place: table.dates[row]!, panel: { ...table, values } };
});

/** Rows lost, repeated, misdated and rescaled. */
export const rowWays: readonly Way[] = [dropRow, dropLastRow, duplicateRow, swapDates, shiftDates, scaleRow];

function without(table: Panel, row: number): { place: string; panel: Panel } {
  const rows = indices(table.dates.length).toSpliced(row, 1);
  return { place: table.dates[row]!, panel: withRows(table, rows, table.dates.toSpliced(row, 1)) };
}

function changes({ values, columns: { length: width } }: Panel, row: number): boolean {
  return values.subarray(row * width, (row + 1) * width).some((value) => Number.isFinite(value) && value !== 0);
}
