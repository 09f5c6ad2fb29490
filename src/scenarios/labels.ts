import { periodKey } from "../model/calendar.ts";
import type { Allocator, Config, RebalanceSchedule } from "../model/config.ts";
import type { Market } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import { bindingLabel } from "./binding.ts";
import { outrightLabels } from "./outright-labels.ts";

/** A fall of this much on one bar is a crash: log return. */
const CRASH = -0.1;
/** Scalars at or below this, and those above its complement, are at an edge of (0, 1]. */
const EDGE = 0.01;

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
  const widest = marketLabels(market, labels);
  bindingLabel(config, market.assets.length, widest, labels);
  if (isOneRebalance(config.rebalance, market.dates)) labels.push("schedule: one date");
  allocatorLabels(allocator, labels);
  if (sleeves.some(({ strategy }) => strategy.kind !== "weights")) labels.push("strategy: own rule");
  if (sleeves.some(({ strategy }) => strategy.kind === "sector-rotation")) labels.push("strategy: rotation");
  outrightLabels(sleeves, market.assets.length, labels);
  return labels;
}

/** Adds what the returns show; the widest return of any cell. */
function marketLabels({ assets, dates, returns }: Market, labels: string[]): number {
  const width = assets.length;
  let widest = 0;
  let lowest = 0;
  let still = 0;
  for (let i = 0; i < width; i++) {
    let moves = false;
    for (let cell = i; cell < returns.length; cell += width) {
      const r = returns[cell]!;
      if (r === 0) continue;
      moves = true;
      if (r < lowest) lowest = r;
      if (r > widest) widest = r;
    }
    if (!moves) still++;
  }
  if (still === width) labels.push("returns: all zero");
  else if (still > 0) labels.push("assets: one that never moves");
  if (lowest <= CRASH) labels.push("returns: a crash");
  if (dates[0]!.slice(0, 4) !== dates[dates.length - 1]!.slice(0, 4)) labels.push("dates: across a year's end");
  return Math.max(widest, -lowest);
}

function allocatorLabels(allocator: Allocator, labels: string[]): void {
  if (allocator.mode === "compute") {
    labels.push(allocator.scalars === undefined ? "scalars: of the layers" : "scalars: given");
    if (allocator.scalars?.some(isAtEdge) === true) labels.push("scalars: at an edge");
  }
  if (allocator.mode === "precomputed" && allocator.applied.some((entry) => isAtEdge(entry.risk_scalar_applied))) {
    labels.push("scalars: at an edge");
  }
  if (allocator.sleeveScalars !== undefined) labels.push("scalars: by sleeve");
  if (allocator.overlay !== undefined) labels.push("overlay: some");
}

function isAtEdge(scalar: number): boolean {
  return scalar <= EDGE || (scalar < 1 && scalar >= 1 - EDGE);
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

/** Whether a schedule names one date of the market only. */
function isOneRebalance(schedule: Config["rebalance"], dates: readonly string[]): boolean {
  if (typeof schedule === "string") {
    return periodKey(dates[0]!, schedule) === periodKey(dates[dates.length - 1]!, schedule);
  }
  return "bars" in schedule ? schedule.bars >= dates.length : schedule.dates.length === 1;
}
