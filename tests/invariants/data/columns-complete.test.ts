import { describe, it } from "vitest";
import { columnsComplete } from "../../../invariants/data/columns-complete.ts";
import { expectFail, expectPass, expectSkipped, judged } from "../../support/judging.ts";
import { smallRun } from "../../support/reference-run.ts";
import { withoutColumns } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const leverage_series = table`
  date        vol  leverage  gross_before  gross_after
  2024-01-05  -    1.25      4             5`;
const equity_curve = table`
  date        equity  drawdown  note
  2024-01-05  1       0         7`;

describe("data/columns-complete", () => {
  it("passes for columns that are there and hold nothing, and for more than the format has", () => {
    expectPass(judged(columnsComplete, { tables: { leverage_series, equity_curve } }), 4 + 2);
    expectPass(judged(columnsComplete, smallRun()));
  });

  it("fails for a column that was left out because it was empty", () => {
    const without = withoutColumns(leverage_series, "vol");
    expectFail(judged(columnsComplete, { tables: { leverage_series: without, equity_curve } }), {
      date: null,
      artifact: "leverage_series.csv",
      expected: "vol",
      actual: "no such column",
      message: "leverage_series.csv has no column vol; its columns are leverage,gross_before,gross_after",
    });
  });

  it("is skipped where no table has named columns", () => {
    const returns = table`
      date        ES
      2024-01-05  0`;
    expectSkipped(judged(columnsComplete, { tables: { returns } }), "needs a table of named columns");
  });
});
