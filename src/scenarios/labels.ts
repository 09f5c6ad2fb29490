import type { RebalanceSchedule, Sleeve } from "../model/config.ts";
import type { Scenario } from "../model/scenario.ts";

/** What a scenario is an example of, for the statistics of a campaign: how often each kind of case was looked at. */
export function labelsOf({ market, config }: Scenario): string[] {
  const labels = [
    `assets: ${market.assets.length === 1 ? "one" : "several"}`,
    `bars: ${market.dates.length <= 5 ? "at most 5" : market.dates.length <= 20 ? "6 to 20" : "more than 20"}`,
    `schedule: ${scheduleName(config.rebalance)}`,
    `exposure: ${config.exposure.kind}`,
    `allocator: ${config.allocator.mode}`,
    `holding: ${config.holding}`,
    `returns: ${config.conventions.returns}`,
    `costs: ${config.costs.halfSpreadBps + config.costs.feeBps > 0 ? "some" : "none"}`,
    `capital: ${config.initialCapital === 1 ? "1" : "other"}`,
    `sleeves: ${config.sleeves.length === 1 ? "one" : "several"}`,
  ];
  if (config.sleeves.some(({ strategy }) => strategy.kind !== "weights")) labels.push("strategy: own rule");
  if (hasRow(config.sleeves, (row) => row === null)) labels.push("rows: hold");
  if (hasRow(config.sleeves, (row) => row?.every((weight) => weight === 0) === true)) labels.push("rows: all zero");
  if (market.returns.every((value) => value === 0)) labels.push("returns: all zero");
  return labels;
}

function scheduleName(schedule: RebalanceSchedule): string {
  if (typeof schedule === "string") return schedule;
  return "bars" in schedule ? "bars" : "dates";
}

function hasRow(sleeves: readonly Sleeve[], holds: (row: readonly number[] | null) => boolean): boolean {
  return sleeves.some(({ strategy }) => strategy.kind === "weights" && strategy.values.some(holds));
}
