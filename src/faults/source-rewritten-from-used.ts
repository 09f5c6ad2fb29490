import type { Fault } from "./fault.ts";
import { altered } from "./parts/altered-run.ts";

export const sourceRewrittenFromUsed: Fault = {
  id: "source-rewritten-from-used",
  story:
    "What is filed as the scalars that were loaded is written from those that were used: dates that were never asked for are gone, and a default looks as if it had been loaded.",
  source: "portfolio#5274",
  breaks: ["exposure/precomputed-scalars-replayed"],
  stages: (reference) => ({
    ...reference,
    record(ledger) {
      const run = reference.record(ledger);
      return altered(run, {
        table: (name, table) =>
          name === "allocator_risk_v1_applied_source" ? run.table("allocator_risk_v1_applied_used")! : table,
      });
    },
  }),
};
