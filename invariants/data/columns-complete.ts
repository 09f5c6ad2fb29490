import { EXACT } from "../../src/numeric/tolerance.ts";
import { isRecorded } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { tablesOf } from "../../src/verify/rebalance-dates.ts";

export const columnsComplete = runInvariant({
  id: "data/columns-complete",
  title: "Every table has all the columns of its format, those that hold nothing included",
  severity: "error",
  why: `A writer that leaves out empty columns changes the format by what it found in it: a reader that goes by place reads
    leverage for volatility, and a check that loops over the columns it obtained (pytest-regressions) passes the fewer
    the more have vanished.`,
  independentOf: "the writer: the columns of each format are listed in the contract.",
  blindTo: "what stands in the columns, and tables with a column an asset (artifacts-cover-every-asset).",
  needs: [],
  tolerance: EXACT,
  applies({ run }) {
    const some = tablesOf(run).some(({ layout }) => typeof layout.columns !== "string");
    return some ? undefined : "needs a table of named columns, e.g. portfolio_returns.csv";
  },
  check({ run }, probe) {
    for (const { artifact, table, layout } of tablesOf(run)) {
      const { columns } = layout;
      if (typeof columns === "string") continue;
      for (const column of columns.filter((each) => isRecorded(table, each))) {
        if (table.columns.includes(column)) {
          probe.examined++;
          continue;
        }
        const found = table.columns.join(",");
        const message = () => `${artifact} has no column ${column}; its columns are ${found}`;
        probe.holds(false, { artifact }, column, "no such column", message);
      }
    }
  },
});
