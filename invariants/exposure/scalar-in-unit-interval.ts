import type { TableName } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

const TABLES: readonly TableName[] = [
  "allocator_risk_v1",
  "allocator_risk_v1_applied_source",
  "allocator_risk_v1_applied_used",
  "allocator_scalars_at_rebalances",
  "allocator_risk_v1_applied",
  "allocator_sleeve_risk_v1",
  "allocator_sleeve_risk_v1_applied",
];

export const scalarInUnitInterval = runInvariant({
  id: "exposure/scalar-in-unit-interval",
  title: "Every risk scalar, computed, loaded or applied, lies in (0, 1]",
  severity: "error",
  why: `A risk overlay may only take risk off. A scalar above one adds leverage after the caps were applied; a scalar of
    zero, as a missing one read as a number gives, closes the book and realises every cost twice.`,
  independentOf: "the allocator: the recorded scalars are read as they stand.",
  blindTo: "a scalar in (0, 1] that is not the one the regime asks for.",
  needs: [],
  tolerance: EXACT,
  applies({ run }) {
    const none = TABLES.every((name) => run.table(name) === undefined);
    return none ? "needs allocator_risk_v1.csv or allocator_risk_v1_applied.csv" : undefined;
  },
  check({ run }, probe) {
    for (const name of TABLES) {
      const table = run.table(name);
      if (table === undefined) continue;
      const { dates, columns, values, missing } = table;
      const cells = probe.cells(name, dates, undefined, (_, column) => `${columns[column]} is no risk scalar`);
      for (let cell = 0; cell < values.length; cell++) {
        const column = cell % columns.length;
        // Nothing loaded for a rebalance is allowed: the default counts then, and stands under "used".
        if (missing?.[cell] === 1 && columns[column] === "source") continue;
        const scalar = values[cell]!;
        cells.holds(scalar > 0 && scalar <= 1, Math.floor(cell / columns.length), column, scalar, "above 0, at most 1");
      }
    }
  },
});
