import { EXACT } from "../../src/numeric/tolerance.ts";
import { checkFinite, checkFiniteMetrics } from "../../src/verify/finite.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { tablesOf } from "../../src/verify/rebalance-dates.ts";

export const outputsFinite = runInvariant({
  id: "data/outputs-finite",
  title: "Every number recorded is finite, and no cell is empty where a number is due",
  severity: "error",
  why: `bt PR#548: zero volatility gave a weight of infinity; pysystemtrade PR#315: a NaN on reindexing swallowed costs. A
    NaN compares as false with everything, so checks that ask "is it too large?" let it through.`,
  independentOf: "all meaning: cells are looked at one by one.",
  blindTo: "a number that is finite and wrong, and a NaN that was written as 0.",
  needs: [],
  tolerance: EXACT,
  check({ run }, probe) {
    for (const table of tablesOf(run)) checkFinite(run, table, probe);
    if (run.metrics !== undefined) checkFiniteMetrics(run.metrics, probe);
  },
});
