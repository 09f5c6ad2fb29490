import { panel } from "../model/panel.ts";
import type { Fault } from "./fault.ts";
import { recordingTable } from "./parts/altered-run.ts";

export const assetsSortedInOneTable: Fault = {
  id: "assets-sorted-in-one-table",
  story:
    "One table is filled by alphabet while its header keeps the order of the universe: right numbers, wrong names.",
  source: "QuantInvestStrats#79",
  breaks: ["accounting/run-and-artifact-pnl-agree", "calendar/daily-weights-carry-forward"],
  stages: (reference) =>
    recordingTable(reference, "weights_daily", (table) => {
      const width = table.columns.length;
      const byAlphabet = table.columns
        .map((_, i) => i)
        .sort((a, b) => (table.columns[a]! < table.columns[b]! ? -1 : 1));
      const values = table.values.map((_, cell) => {
        const row = Math.floor(cell / width);
        return table.values[row * width + byAlphabet[cell % width]!]!;
      });
      return panel(table.dates, table.columns, values);
    }),
};
