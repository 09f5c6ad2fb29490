import type { Panel } from "../../model/panel.ts";
import type { Random } from "../../numeric/random.ts";
import type { TableEdit, Way } from "./corruption.ts";
import { ofAssets, ofNamedColumns, pick, tableWay } from "./corruption.ts";
import { indices, withColumns } from "./edits.ts";

/** Figures that differ by less than this fraction of themselves are the same to a reader. */
const SAME = 1e-6;

const dropAsset = tableWay("drop-asset", "An asset is absent from one panel.", without, ofAssets);

const dropColumn = tableWay("drop-column", "A column of the table is gone.", without, ofNamedColumns);

const swapColumns = tableWay("swap-columns", "Two columns bear each other's name.", (table, random) => {
  const width = table.columns.length;
  const first = random.integer(width);
  const second = pick(width, random, (each) => differ(table, first, each));
  if (second < 0) return undefined;
  const order = indices(width).with(first, second).with(second, first);
  return {
    place: `${table.columns[first]}, ${table.columns[second]}`,
    panel: withColumns(table, order, table.columns),
  };
});

/** Columns lost and mixed up. */
export const columnWays: readonly Way[] = [dropAsset, dropColumn, swapColumns];

function without(table: Panel, random: Random): TableEdit | undefined {
  const width = table.columns.length;
  if (width < 2) return undefined;
  const column = random.integer(width);
  const panel = withColumns(table, indices(width).toSpliced(column, 1), table.columns.toSpliced(column, 1));
  return { place: `column ${table.columns[column]}`, panel };
}

/** Whether a swap would say something else, and not just the same in other digits (leverage and gross_after do). */
function differ({ values, dates, columns: { length: width } }: Panel, first: number, second: number): boolean {
  return dates.some((_, t) => {
    const [a, b] = [values[t * width + first]!, values[t * width + second]!];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) !== Number.isNaN(b);
    return Math.abs(a - b) > SAME * Math.max(Math.abs(a), Math.abs(b));
  });
}
