import type { Fault } from "./fault.ts";
import { recordingTable, takeRows } from "./parts/altered-run.ts";

export const datesUnsorted: Fault = {
  id: "dates-unsorted",
  story: "The writer gathers rows from a map and never sorts them: two rows of the returns file change places.",
  source: "bt#539",
  breaks: ["calendar/dates-strictly-increase"],
  stages: (reference) =>
    recordingTable(reference, "portfolio_returns", (table) => {
      const rows = table.dates.map((_, row) => row);
      if (rows.length >= 2) rows.splice(rows.length - 2, 2, rows.length - 1, rows.length - 2);
      return takeRows(table, rows);
    }),
};
