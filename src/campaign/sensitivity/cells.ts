import type { Panel } from "../../model/panel.ts";
import { isMissing } from "../../model/panel.ts";
import type { TableName } from "../../model/run.ts";
import { TABLES } from "../../model/run.ts";
import { hash32, Random } from "../../numeric/random.ts";
import type { Way } from "./corruption.ts";
import { decades, pick, tablesOf, tableWay } from "./corruption.ts";
import { placeOf, withCell } from "./edits.ts";
import { overlaid } from "./overlay.ts";

/** More columns than these are not gone through one by one. */
const COLUMNS_AT_MOST = 32;

const cellZero = tableWay("cell-zero", "A figure that is not zero is recorded as 0.", (table, random) => {
  const cell = pick(table.values.length, random, (each) => isFigure(table, each));
  return cell < 0 ? undefined : { place: placeOf(table, cell), panel: withCell(table, cell, 0) };
});

const cellEmpty = tableWay("cell-empty", "A cell is empty.", (table, random) => {
  const cell = pick(table.values.length, random, (each) => !isMissing(table, each));
  return cell < 0 ? undefined : { place: placeOf(table, cell), panel: withCell(table, cell, null) };
});

const cellNan = tableWay("cell-nan", "A figure is recorded as NaN.", (table, random) => {
  const cell = pick(table.values.length, random, (each) => !Number.isNaN(table.values[each]!));
  return cell < 0 ? undefined : { place: placeOf(table, cell), panel: withCell(table, cell, Number.NaN) };
});

const add: Way = {
  id: "add",
  story: "A number is added to one figure.",
  *of(run, seed) {
    for (const [name, table] of tablesOf(run)) {
      for (const cell of probed(name, table, new Random(hash32(seed, "add", name)))) {
        const value = table.values[cell]!;
        yield {
          artifact: `${name}.csv`,
          place: placeOf(table, cell),
          sizes: sizesAt(value),
          apply: (size) => {
            if (value + size === value) return undefined;
            return overlaid(run, { table: { name, panel: withCell(table, cell, value + size) } });
          },
        };
      }
    }
  },
};

/** Single figures, wrong or absent. */
export const cellWays: readonly Way[] = [cellZero, cellEmpty, cellNan, add];

/** What is worth trying on a figure: from far below any tolerance to 1, or to its own magnitude. */
export function sizesAt(value: number): readonly number[] {
  return decades(-12, Math.max(0, Math.ceil(Math.log10(Math.max(1, Math.abs(value))))));
}

/** A cell of each named column; of a panel of assets, one with a figure and one with a zero. */
function* probed(name: TableName, table: Panel, random: Random): Iterable<number> {
  const width = table.columns.length;
  if (TABLES[name].columns === "assets" || width > COLUMNS_AT_MOST) {
    const figure = pick(table.values.length, random, (cell) => isFigure(table, cell));
    if (figure >= 0) yield figure;
    const zero = pick(table.values.length, random, (cell) => table.values[cell] === 0);
    if (zero >= 0) yield zero;
    return;
  }
  for (let column = 0; column < width; column++) {
    const rows = table.dates.length;
    const row = pick(rows, random, (t) => isFigure(table, t * width + column));
    const other = row >= 0 ? row : pick(rows, random, (t) => table.values[t * width + column] === 0);
    if (other >= 0) yield other * width + column;
  }
}

function isFigure({ values }: Panel, cell: number): boolean {
  return Number.isFinite(values[cell]) && values[cell] !== 0;
}
