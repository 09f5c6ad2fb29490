import { TABLE_NAMES, TABLES } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

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
    const some = TABLE_NAMES.some((name) => typeof TABLES[name].columns !== "string" && run.table(name) !== undefined);
    return some ? undefined : "needs a table of named columns, e.g. portfolio_returns.csv";
  },
  check({ run }, probe) {
    for (const name of TABLE_NAMES) {
      const { columns } = TABLES[name];
      const table = run.table(name);
      if (typeof columns === "string" || table === undefined) continue;
      for (const column of columns) {
        if (table.columns.includes(column)) {
          probe.examined++;
          continue;
        }
        const found = table.columns.join(",");
        const message = () => `${name}.csv has no column ${column}; its columns are ${found}`;
        probe.holds(false, { artifact: `${name}.csv` }, column, "no such column", message);
      }
    }
  },
});
