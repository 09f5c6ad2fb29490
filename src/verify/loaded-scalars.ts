import { asKept } from "./as-kept.ts";
import { Column } from "./column.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

/**
 * What the run says that it loaded against the scalars that its config gives in mode precomputed: one row a date, no
 * more and no fewer, those of dates that are no rebalance included.
 */
export function compareLoaded(run: RunView, probe: Probe): void {
  const name = "allocator_risk_v1_applied_source";
  const table = run.table(name);
  const allocator = run.config?.allocator;
  if (table === undefined || allocator?.mode !== "precomputed") return;
  const loaded = new Column(table, "risk_scalar_applied");
  const given = allocator.applied.map(({ date }) => date);
  const rows = run.align(given, table.dates);
  const cells = probe.cells(name, table.dates, undefined, () => "the config gives another scalar");
  for (const [k, { date, risk_scalar_applied: scalar }] of allocator.applied.entries()) {
    const place = { artifact: `${name}.csv`, date };
    const recorded = loaded.at(rows[k]!);
    if (rows[k]! >= 0) cells.equal(rows[k]!, 0, recorded, asKept(scalar, recorded));
    else probe.holds(false, place, scalar, "no row", () => "the config gives a scalar for this date");
  }
  const entries = run.align(table.dates, given);
  for (let k = 0; k < table.dates.length; k++) {
    if (entries[k]! >= 0) continue;
    const place = { artifact: `${name}.csv`, date: table.dates[k]! };
    probe.holds(false, place, "no row", loaded.at(k), () => "the config gives no scalar for this date");
  }
}
