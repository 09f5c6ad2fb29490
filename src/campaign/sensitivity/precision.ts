import type { Way } from "./corruption.ts";
import { decades, tablesOf, tableWay } from "./corruption.ts";
import { withEachCell } from "./edits.ts";
import { overlaid } from "./overlay.ts";

const float32 = tableWay("float32", "The whole table went through single precision.", (table) => {
  const panel = withEachCell(table, Math.fround);
  return panel && { place: "all cells", panel };
});

const round: Way = {
  id: "round",
  story: "The whole table is rounded to a step of this size.",
  *of(run) {
    for (const [name, table] of tablesOf(run)) {
      yield {
        artifact: `${name}.csv`,
        place: "all cells",
        sizes: decades(-12, 0),
        apply: (step) => {
          const perUnit = Math.round(1 / step); // a whole number: the quotient is then rounded once
          const panel = withEachCell(table, (value) => Math.round(value * perUnit) / perUnit);
          return panel && overlaid(run, { table: { name, panel } });
        },
      };
    }
  },
};

/** Figures with digits lost. */
export const precisionWays: readonly Way[] = [float32, round];
