import { dayNumber, isoDate } from "../model/calendar.ts";
import { panel } from "../model/panel.ts";
import type { Fault } from "./fault.ts";
import { recordingTable } from "./parts/altered-run.ts";

export const timeZoneShiftsDates: Fault = {
  id: "time-zone-shifts-dates",
  story: "Local midnight is written as UTC, so every date of the positions file is the day before.",
  source: "assets_tracker#657",
  breaks: ["accounting/run-and-artifact-pnl-agree"],
  stages: (reference) =>
    recordingTable(reference, "weights_daily", (table) =>
      panel(
        table.dates.map((date) => isoDate(dayNumber(date) - 1)),
        table.columns,
        table.values,
      ),
    ),
};
