import type { Fault } from "./fault.ts";
import { recordingTable, takeRows } from "./parts/altered-run.ts";

export const datesDuplicated: Fault = {
  id: "dates-duplicated",
  story: "The last bar arrives twice, once as preliminary and once as final, and both are written.",
  source: "a data vendor with preliminary bars",
  breaks: ["calendar/dates-strictly-increase"],
  stages: (reference) =>
    recordingTable(reference, "equity_curve", (table) =>
      takeRows(table, [...table.dates.map((_, row) => row), table.dates.length - 1]),
    ),
};
