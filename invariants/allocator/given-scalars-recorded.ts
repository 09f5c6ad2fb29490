import { relative } from "../../src/numeric/tolerance.ts";
import { columnOfRun } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { rebalanceDates } from "../../src/verify/rebalance-dates.ts";

export const givenScalarsRecorded = runInvariant({
  id: "allocator/given-scalars-recorded",
  title: "Where the config gives the computed scalars, each rebalance has its own of them, in the order of the list",
  severity: "error",
  why: `A list of scalars has no dates, so one entry too many or too few gives every rebalance its neighbour's: a file
    whose first line was taken for a header, a list that was counted by scheduled dates where it is by rebalances. All
    tables then agree with each other, and de-risking comes at another time.`,
  independentOf: "the allocator: the list in the config is laid over the recorded table, rebalance by rebalance.",
  blindTo: "a list that is wrong itself, and what stands in it past the last rebalance.",
  needs: ["config", "allocator_risk_v1"],
  tolerance: relative(1e-9),
  applies({ config: { allocator } }) {
    return allocator.mode === "compute" && allocator.scalars !== undefined
      ? undefined
      : "the config gives no list of computed scalars";
  },
  check({ run, config: { allocator }, allocator_risk_v1: { dates } }, probe) {
    if (allocator.mode !== "compute" || allocator.scalars === undefined) return;
    const { scalars, applyMissingScalarAs } = allocator;
    const recorded = columnOfRun(run, "allocator_risk_v1", "risk_scalar");
    const places = run.align(dates, rebalanceDates(run));
    const cells = probe.cells("allocator_risk_v1", dates, undefined, (k) => {
      const place = places[k]!;
      return place < scalars.length
        ? `allocator.scalars[${place}] of the config is ${scalars[place]}`
        : `the config gives ${scalars.length} scalars, and past their end ${applyMissingScalarAs} counts`;
    });
    for (let k = 0; k < dates.length; k++) {
      if (places[k]! >= 0) cells.equal(k, 0, recorded[k]!, scalars[places[k]!] ?? applyMissingScalarAs);
    }
  },
});
