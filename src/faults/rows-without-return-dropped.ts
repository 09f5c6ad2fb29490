import type { Fault } from "./fault.ts";
import { recordingTable, takeRows } from "./parts/altered-run.ts";

export const rowsWithoutReturnDropped: Fault = {
  id: "rows-without-return-dropped",
  story: "Rows on which nothing was earned are taken for holidays and left out of the returns file, in silence.",
  source: "PerformanceAnalytics#83",
  breaks: ["accounting/artifacts-cover-every-asset"],
  stages: (reference) =>
    recordingTable(reference, "portfolio_returns", (table) => {
      const width = table.columns.length;
      const gross = table.columns.indexOf("gross_return");
      const rows = [...table.dates.keys()].filter((t) => table.values[t * width + gross] !== 0);
      return takeRows(table, rows);
    }),
};
