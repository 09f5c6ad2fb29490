import type { Panel } from "../model/panel.ts";
import type { Layers } from "../model/regime.ts";
import type { TableName } from "../model/run.ts";
import { doubles } from "../numeric/arrays.ts";
import type { RunView } from "./run-view.ts";

/** A column of computed scalars that the layers make, and what it aims at by regime. */
export interface RiskColumn {
  readonly name: TableName;
  readonly table: Panel;
  readonly column: number;
  readonly aims: Readonly<Record<string, number>>;
}

/** The columns of computed scalars that follow the regime: the system's unless given, and those of single sleeves. */
export function riskColumns(view: RunView): readonly RiskColumn[] {
  const allocator = view.config?.allocator;
  if (allocator === undefined) return [];
  const columns: RiskColumn[] = [];
  const given = allocator.mode === "compute" && allocator.scalars !== undefined;
  const system = view.table("allocator_risk_v1");
  if (system !== undefined && !given) {
    columns.push({ name: "allocator_risk_v1", table: system, column: 0, aims: allocator.layers.scalars });
  }
  const bySleeve = view.table("allocator_sleeve_risk_v1");
  for (const [column, sleeve] of (bySleeve?.columns ?? []).entries()) {
    const aims = allocator.sleeveScalars?.[sleeve];
    if (aims !== undefined) columns.push({ name: "allocator_sleeve_risk_v1", table: bySleeve!, column, aims });
  }
  return columns;
}

/**
 * The scalar by bar: it starts at 1 and keeps half of its distance from the regime's aim every `halfLife` bars, and is
 * read off between `scalarMin` and 1. NaN from the first unknown regime on.
 */
export function followedRisk(
  labels: readonly (string | null)[],
  aims: Readonly<Record<string, number>>,
  { halfLife, scalarMin }: Layers,
): Float64Array {
  const kept = Math.exp(-Math.LN2 / halfLife);
  const path = doubles(labels.length);
  let scalar = 1;
  for (let t = 0; t < path.length; t++) {
    const aim = aims[labels[t] ?? ""] ?? Number.NaN;
    scalar = aim + (scalar - aim) * kept;
    path[t] = Math.min(1, Math.max(scalarMin, scalar));
  }
  return path;
}
