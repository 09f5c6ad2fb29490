import { panel } from "../model/panel.ts";
import type { Fault } from "./fault.ts";
import { recordingTable } from "./parts/altered-run.ts";

export const artifactDropsInactiveAssets: Fault = {
  id: "artifact-drops-inactive-assets",
  story:
    "The writer is handed only the assets with a position after the last rebalance: a universe of 13 becomes a file of 1.",
  source: "the levered futures system this harness was made for",
  breaks: ["accounting/artifacts-cover-every-asset"],
  stages: (reference) =>
    recordingTable(reference, "weights_post", (table) => {
      const width = table.columns.length;
      const last = table.values.subarray(Math.max(0, table.values.length - width));
      const active = table.columns.map((_, i) => i).filter((i) => last[i] !== 0);
      const kept = active.length > 0 ? active : [0];
      const values = table.dates.flatMap((_, k) => kept.map((i) => table.values[k * width + i]!));
      return panel(
        table.dates,
        kept.map((i) => table.columns[i]!),
        Float64Array.from(values),
      );
    }),
};
