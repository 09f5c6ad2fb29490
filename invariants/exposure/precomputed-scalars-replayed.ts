import { EXACT } from "../../src/numeric/tolerance.ts";
import { asKept } from "../../src/verify/as-kept.ts";
import { Column } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { compareLoaded } from "../../src/verify/loaded-scalars.ts";

export const precomputedScalarsReplayed = runInvariant({
  id: "exposure/precomputed-scalars-replayed",
  title:
    "In mode precomputed the scalars given, loaded, used and applied are the same by date, and the default where none is",
  severity: "error",
  why: `Scalars that were lagged when they were made are lagged again by the loader, or matched by position where the
    second pass has another calendar: de-risking comes a rebalance late, and no file of the run says so. portfolio#5274: an export without the days on which nothing was asked.`,
  independentOf: "the engine's loader: recorded tables are laid over each other by date.",
  blindTo:
    "a source that is wrong itself, and whether the weights carry what was applied (no-post-rt-renormalization).",
  needs: ["allocator_risk_v1_applied_source", "allocator_risk_v1_applied_used", "allocator_risk_v1_applied"],
  tolerance: EXACT,
  check({ run, allocator_risk_v1_applied_source, allocator_risk_v1_applied_used, allocator_risk_v1_applied }, probe) {
    const source = new Column(allocator_risk_v1_applied_source, "risk_scalar_applied");
    const used = new Column(allocator_risk_v1_applied_used, "risk_scalar_applied");
    const applied = new Column(allocator_risk_v1_applied, "risk_scalar_applied");
    compareLoaded(run, probe);
    const { dates } = allocator_risk_v1_applied_used;
    const loaded = run.align(dates, allocator_risk_v1_applied_source.dates);
    const appliedRows = run.align(dates, allocator_risk_v1_applied.dates);
    const missing = run.config?.allocator.applyMissingScalarAs;
    const uses = probe.cells("allocator_risk_v1_applied_used", dates, undefined, (k) =>
      loaded[k]! < 0 ? "the source lacks the date, and the default counts" : "the source says another scalar",
    );
    const applies = probe.cells("allocator_risk_v1_applied", dates, undefined, () => "another scalar was used");
    for (let k = 0; k < dates.length; k++) {
      const filledIn = missing && asKept(missing, used.at(k));
      const expected = loaded[k]! < 0 ? filledIn : source.at(loaded[k]!);
      if (expected !== undefined) uses.equal(k, 0, used.at(k), expected);
      if (appliedRows[k]! >= 0) applies.equal(k, 0, applied.at(appliedRows[k]!), used.at(k));
    }
    const both = run.table("allocator_scalars_at_rebalances");
    if (both === undefined) return;
    const rows = run.align(both.dates, dates);
    const from = run.align(both.dates, allocator_risk_v1_applied_source.dates);
    const [left, right] = [new Column(both, "source"), new Column(both, "used")];
    const side = probe.cells("allocator_scalars_at_rebalances", both.dates, undefined, (_, column) => {
      return column === 0 ? "the source says another scalar" : "another scalar was used";
    });
    for (let k = 0; k < both.dates.length; k++) {
      if (from[k]! >= 0) side.equal(k, 0, left.at(k), source.at(from[k]!));
      if (rows[k]! >= 0) side.equal(k, 1, right.at(k), used.at(rows[k]!));
    }
  },
});
