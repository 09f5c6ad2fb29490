import type { TableName } from "../model/run.ts";
import { cellAt } from "./align.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

/** A table of scalars applied, and the one of scalars computed that it lags behind. */
interface LaggedTables {
  readonly applied: TableName;
  readonly computed: TableName;
  /** The column of `computed` that a column of `applied` comes from. */
  readonly columnOf: (column: string) => string;
}

export const SYSTEM_SCALARS: LaggedTables = {
  applied: "allocator_risk_v1_applied",
  computed: "allocator_risk_v1",
  columnOf: () => "risk_scalar",
};

export const SLEEVE_SCALARS: LaggedTables = {
  applied: "allocator_sleeve_risk_v1_applied",
  computed: "allocator_sleeve_risk_v1",
  columnOf: (column) => column,
};

/** Holds each scalar applied against the one computed at the rebalance before; where the run has both tables. */
export function compareLagged(run: RunView, names: LaggedTables, probe: Probe): void {
  const applied = run.table(names.applied);
  const computed = run.table(names.computed);
  if (applied === undefined || computed === undefined) return;
  const { dates } = applied;
  const rows = run.align(dates, computed.dates);
  const columns = applied.columns.map((column) => computed.columns.indexOf(names.columnOf(column)));
  const cells = probe.cells(names.applied, dates, undefined, (k, i) => {
    const own = cellAt(computed, rows[k]!, columns[i]!);
    const before = cellAt(computed, rows[k - 1]!, columns[i]!);
    const sameDay = cellAt(applied, k, i) === own ? "; this is the scalar computed on the very date" : "";
    const whose = applied.columns.length > 1 ? ` for ${applied.columns[i]}` : "";
    return `the scalar computed${whose} at the rebalance before, ${dates[k - 1]}, is ${before}${sameDay}`;
  });
  for (let k = 1; k < dates.length; k++) {
    const before = rows[k - 1]!;
    if (before < 0 || rows[k] !== before + 1) continue; // a row is lost: no two consecutive rebalances
    for (let i = 0; i < columns.length; i++)
      cells.equal(k, i, cellAt(applied, k, i), cellAt(computed, before, columns[i]!));
  }
}
