import type { TableName } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { passesInvariant } from "../../src/verify/invariant.ts";
import { compareTables } from "../../src/verify/same-run.ts";

/** What the allocator does not touch. */
const UPSTREAM: readonly TableName[] = ["returns", "weights_model", "weights_pre", "leverage_series"];

export const sameMarketSameModel = passesInvariant({
  id: "passes/same-market-same-model",
  title: "Both passes see the same market, and the same model answers the same, bit for bit",
  severity: "error",
  why: `Prices that were downloaded anew between two runs are restated prices; a model that draws or remembers answers
    otherwise. Either makes a difference between the passes that is then credited to the allocator.`,
  independentOf: "all meaning: what lies before the allocator is compared bit by bit.",
  blindTo: "a market that is the same in both passes and wrong.",
  needs: ["returns"],
  tolerance: EXACT,
  check({ baseline, scaled }, probe) {
    const because = "the two passes differ before the allocator";
    for (const name of UPSTREAM) compareTables(probe, name, baseline.run, scaled.run, undefined, because);
  },
});
