import { EXACT } from "../../src/numeric/tolerance.ts";
import { asKept } from "../../src/verify/as-kept.ts";
import { defaultScalars } from "../../src/verify/default-scalars.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const missingScalarDefault = runInvariant({
  id: "exposure/missing-scalar-default",
  title:
    "Where there is no scalar, the declared default is applied: at the first rebalance, on dates that a source lacks",
  severity: "error",
  why: `pysystemtrade PR#315: a NaN on reindexing swallowed what it met. A missing scalar that becomes 0 sells the book,
    one that becomes the last known scalar is a decision that nobody took.`,
  independentOf: "the engine's allocator: what is missing follows from the config and the recorded dates.",
  blindTo: "defaults of an engine whose config is not recorded.",
  needs: ["config", "allocator_risk_v1_applied"],
  tolerance: EXACT,
  applies({ run, config: { allocator } }) {
    if (allocator.mode !== "precomputed") return undefined;
    const stands = defaultScalars(run).some(({ table, isDefault }) => table.dates.some((_, k) => isDefault(k)));
    return stands || run.table("allocator_risk_v1_applied")!.dates.length === 0
      ? undefined
      : "the source has a scalar for every rebalance";
  },
  check({ run, config: { allocator } }, probe) {
    const missing = allocator.applyMissingScalarAs;
    const because = `no scalar is known for this rebalance, and applyMissingScalarAs is ${missing}`;
    for (const { name, table, isDefault } of defaultScalars(run)) {
      const width = table.columns.length;
      const cells = probe.cells(name, table.dates, undefined, () => because);
      for (let k = 0; k < table.dates.length; k++) {
        if (!isDefault(k)) continue;
        for (let i = 0; i < width; i++) {
          const recorded = table.values[k * width + i]!;
          cells.equal(k, i, recorded, asKept(missing, recorded));
        }
      }
    }
  },
});
