import type { Allocator, Config } from "../../model/config.ts";
import { DEFAULT_CONVENTIONS } from "../../model/config.ts";
import { DEFAULT_LAYERS } from "../../model/regime.ts";
import { otherThan } from "./changes.ts";

/** A figure of the config with the mark of one that may be anything; the path is that of its JSON pointer. */
export type Marked = (path: string, value: number | string) => string;

/** The settings that a person needs: the schedule, and all that is not as by default. One phrase each. */
export function settingPhrases(config: Config, marked: Marked): string[] {
  const { rebalance, holding, limits, costs, conventions, initialCapital } = config;
  const phrases = [scheduleOf(rebalance), exposureOf(config, marked), ...allocatorOf(config.allocator, marked)];
  phrases.push(...config.sleeves.flatMap((sleeve, i) => sleeveOf(sleeve, `/config/sleeves/${i}`, config, marked)));
  if (holding !== "constant-weights") phrases.push(holding);
  if (limits.maxAssetWeight !== 2)
    phrases.push(`at most ${marked("/config/limits/maxAssetWeight", limits.maxAssetWeight)} an asset`);
  if (limits.maxGross !== 4) phrases.push(`at most ${marked("/config/limits/maxGross", limits.maxGross)} gross`);
  if (costs.halfSpreadBps !== 0)
    phrases.push(`half spread ${marked("/config/costs/halfSpreadBps", costs.halfSpreadBps)} bps`);
  if (costs.feeBps !== 0) phrases.push(`fee ${marked("/config/costs/feeBps", costs.feeBps)} bps`);
  if (initialCapital !== 1) phrases.push(`capital ${marked("/config/initialCapital", initialCapital)}`);
  if (conventions.returns !== DEFAULT_CONVENTIONS.returns) phrases.push(`${conventions.returns} returns`);
  if (conventions.annualization !== DEFAULT_CONVENTIONS.annualization)
    phrases.push(`${marked("/config/conventions/annualization", conventions.annualization)} bars a year`);
  if (conventions.ddof !== DEFAULT_CONVENTIONS.ddof) phrases.push(`ddof ${conventions.ddof}`);
  return phrases;
}

function scheduleOf(rebalance: Config["rebalance"]): string {
  if (typeof rebalance === "string") return `rebalance every ${rebalance}`;
  if ("bars" in rebalance) return `rebalance every ${rebalance.bars} bars`;
  return rebalance.dates.length === 0 ? "never rebalance" : `rebalance on ${rebalance.dates.join(", ")}`;
}

function exposureOf({ exposure }: Config, marked: Marked): string {
  if (exposure.kind === "none") return "no exposure policy";
  const at = (key: string, value: number) => marked(`/config/exposure/${key}`, value);
  if (exposure.kind === "fixed") return `exposure × ${at("multiplier", exposure.multiplier)}`;
  const { targetVol, volWindow, minObservations, volFloor, leverageCap } = exposure;
  const floor = volFloor === 0.01 ? "" : `, floor ${at("volFloor", volFloor)}`;
  return (
    `target volatility ${at("targetVol", targetVol)} over ${volWindow} bars, at least ${minObservations}` +
    `${floor}, leverage at most ${at("leverageCap", leverageCap)}`
  );
}

function allocatorOf(allocator: Allocator, marked: Marked): string[] {
  if (allocator.mode === "off" && allocator.overlay === undefined) return [];
  const missing = allocator.applyMissingScalarAs;
  const phrases = [`allocator ${allocator.mode}`];
  if (allocator.mode === "compute") {
    const scalars = allocator.scalars?.map((value, k) => marked(`/config/allocator/scalars/${k}`, value));
    phrases[0] += scalars === undefined ? " by its layers" : `: scalars by rebalance ${scalars.join(", ") || "none"}`;
  }
  if (allocator.mode !== "off")
    phrases.push(`scalar ${marked("/config/allocator/applyMissingScalarAs", missing)} where there is none`);
  const own = otherThan(DEFAULT_LAYERS, allocator.layers);
  if (own.length > 0) phrases.push(`layers: ${own.join(", ")}`);
  if (allocator.sleeveScalars !== undefined)
    phrases.push(`scalars by regime of ${Object.keys(allocator.sleeveScalars).join(", ")}`);
  if (allocator.overlay !== undefined) {
    const { name, budget, regimes } = allocator.overlay;
    phrases.push(`overlay ${name} × ${marked("/config/allocator/overlay/budget", budget)} in ${regimes.join(", ")}`);
  }
  return phrases;
}

/** A sleeve's budget and rule; nothing for the one sleeve of budget 1 whose weights are in the table. */
function sleeveOf(
  { name, budget, strategy }: Config["sleeves"][number],
  path: string,
  { sleeves }: Config,
  marked: Marked,
): string[] {
  const { kind, ...parameters } = strategy;
  const rule = kind === "weights" ? "" : `: ${kind} ${JSON.stringify(parameters).replace(/[{}"]/g, "")}`.trimEnd();
  if (sleeves.length === 1 && budget === 1 && rule === "") return [];
  return [`sleeve ${name} × ${marked(`${path}/budget`, budget)}${rule}`];
}
