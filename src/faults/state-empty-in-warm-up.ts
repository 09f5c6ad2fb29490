import { columnOf } from "../model/panel.ts";
import type { Fault } from "./fault.ts";
import { altered, takeRows } from "./parts/altered-run.ts";

export const stateEmptyInWarmUp: Fault = {
  id: "state-empty-in-warm-up",
  story: "Until every window is full the state is an empty object, and the regime of those days an empty text.",
  source: "a portfolio system with a risk allocator",
  breaks: ["allocator/state-complete", "allocator/regime-known"],
  stages: (reference) => ({
    ...reference,
    record(ledger) {
      const run = reference.record(ledger);
      const state = run.table("allocator_state_v1")!;
      const warmup = columnOf(state, "warmup")!;
      return altered(run, {
        table: (name, table) =>
          name === "allocator_state_v1"
            ? takeRows(
                table,
                [...warmup.keys()].filter((t) => warmup[t] === 0),
              )
            : table,
        regimes: (series) => ({ ...series, labels: series.labels.map((label, t) => (warmup[t] === 1 ? null : label)) }),
      });
    },
  }),
};
