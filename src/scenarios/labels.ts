import type { RebalanceSchedule, Sleeve } from "../model/config.ts";
import type { Scenario } from "../model/scenario.ts";

/** What a scenario is an example of, for the statistics of a campaign: how often each kind of case was looked at. */
export function labelsOf({ market, config }: Scenario): string[] {
  const { exposure, allocator, conventions, costs, sleeves } = config;
  const labels = [
    market.assets.length === 1 ? "assets: one" : "assets: several",
    barsLabel(market.dates.length),
    label("schedule", scheduleName(config.rebalance)),
    label("exposure", exposure.kind),
    label("allocator", allocator.mode),
    label("holding", config.holding),
    label("returns", conventions.returns),
    costs.halfSpreadBps + costs.feeBps > 0 ? "costs: some" : "costs: none",
    config.initialCapital === 1 ? "capital: 1" : "capital: other",
    sleeves.length === 1 ? "sleeves: one" : "sleeves: several",
  ];
  if (allocator.mode === "compute") labels.push(allocator.scalars ? "scalars: given" : "scalars: of the layers");
  if (allocator.sleeveScalars !== undefined) labels.push("scalars: by sleeve");
  if (allocator.overlay !== undefined) labels.push("overlay: some");
  if (sleeves.some(({ strategy }) => strategy.kind !== "weights")) labels.push("strategy: own rule");
  if (sleeves.some(({ strategy }) => strategy.kind === "sector-rotation")) labels.push("strategy: rotation");
  if (hasRow(sleeves, isHold)) labels.push("rows: hold");
  if (hasRow(sleeves, isAllZero)) labels.push("rows: all zero");
  if (isStill(market.returns)) labels.push("returns: all zero");
  return labels;
}

/** Labels by aspect and value, each text made once: a campaign counts a dozen a case. */
const LABELS = new Map<string, Map<string, string>>();

function label(aspect: string, value: string): string {
  const known = LABELS.get(aspect)?.get(value);
  if (known !== undefined) return known;
  const text = `${aspect}: ${value}`;
  const values = LABELS.get(aspect) ?? new Map<string, string>();
  LABELS.set(aspect, values.set(value, text));
  return text;
}

function barsLabel(bars: number): string {
  return bars <= 5 ? "bars: at most 5" : bars <= 20 ? "bars: 6 to 20" : "bars: more than 20";
}

function scheduleName(schedule: RebalanceSchedule): string {
  if (typeof schedule === "string") return schedule;
  return "bars" in schedule ? "bars" : "dates";
}

function hasRow(sleeves: readonly Sleeve[], holds: (row: readonly number[] | null) => boolean): boolean {
  return sleeves.some(({ strategy }) => strategy.kind === "weights" && strategy.values.some(holds));
}

function isHold(row: readonly number[] | null): boolean {
  return row === null;
}

function isAllZero(row: readonly number[] | null): boolean {
  return row?.every((weight) => weight === 0) === true;
}

function isStill(returns: Float64Array): boolean {
  for (let cell = 0; cell < returns.length; cell++) if (returns[cell] !== 0) return false;
  return true;
}
