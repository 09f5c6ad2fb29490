import type { TableName } from "../model/run.ts";

/** The stages of an engine in the order in which the data flows (docs/ENGINE.md). */
export type StageName = "market" | "construct" | "target" | "assess" | "allocate" | "hold" | "settle" | "measure";

const STAGES: Readonly<Record<TableName, StageName>> = {
  returns: "market",
  weights_model: "construct",
  weights_pre: "construct",
  leverage_series: "target",
  weights_post: "target",
  sleeve_weights_post: "target",
  overlay_weights: "allocate",
  allocator_state_v1: "assess",
  allocator_risk_v1: "assess",
  allocator_risk_v1_applied_source: "allocate",
  allocator_risk_v1_applied_used: "allocate",
  allocator_scalars_at_rebalances: "allocate",
  allocator_risk_v1_applied: "allocate",
  allocator_sleeve_risk_v1: "assess",
  allocator_sleeve_risk_v1_applied: "allocate",
  weights_raw: "allocate",
  weights_scaled: "allocate",
  turnover: "hold",
  weights_daily: "hold",
  portfolio_returns: "settle",
  equity_curve: "measure",
};

/** The stage that makes a table: where to look when it is the first that differs. */
export function stageOf(table: TableName): StageName {
  return STAGES[table];
}
