import type { TableName } from "../../model/run.ts";
import { TABLE_NAMES } from "../../model/run.ts";

/** The stages of the pipeline, in its order: where a wrong figure first stands. */
export const STAGES = ["market", "signal", "targeting", "scalar", "hold", "P&L", "artifacts", "log"] as const;
export type Stage = (typeof STAGES)[number];

const OF_TABLE: Readonly<Record<TableName, Stage>> = {
  returns: "market",
  weights_model: "signal",
  weights_pre: "signal",
  leverage_series: "targeting",
  weights_post: "targeting",
  sleeve_weights_post: "targeting",
  overlay_weights: "scalar",
  allocator_state_v1: "scalar",
  allocator_risk_v1: "scalar",
  allocator_risk_v1_applied_source: "scalar",
  allocator_risk_v1_applied_used: "scalar",
  allocator_scalars_at_rebalances: "scalar",
  allocator_risk_v1_applied: "scalar",
  allocator_sleeve_risk_v1: "scalar",
  allocator_sleeve_risk_v1_applied: "scalar",
  weights_raw: "scalar",
  weights_scaled: "scalar",
  turnover: "hold",
  weights_daily: "hold",
  portfolio_returns: "P&L",
  equity_curve: "P&L",
};

/** The stage that makes a table. */
export function stageOfTable(table: TableName): Stage {
  return OF_TABLE[table];
}

/** Invariants about the files as such: a figure in them is right, or it is not there. */
const ABOUT_FILES = new Set(["accounting/artifacts-cover-every-asset", "accounting/digests-match"]);

/** The stage at which a failure of an invariant stands, by the artifact; undefined where none is named. */
export function stageOf(invariant: string, artifact: string | null): Stage | undefined {
  if (artifact === null) return undefined;
  if (ABOUT_FILES.has(invariant)) return "artifacts";
  const table = tableOfArtifact(artifact);
  if (table !== undefined) return stageOfTable(table);
  if (artifact.startsWith("run.log")) return "log";
  if (artifact.startsWith("metrics")) return "P&L";
  return artifact.startsWith("allocator_") ? "scalar" : "artifacts";
}

/** The table whose file an artifact is; undefined for other files. */
export function tableOfArtifact(artifact: string | null): TableName | undefined {
  return TABLE_NAMES.find((name) => artifact === `${name}.csv`);
}
