import type { ScenarioDocument } from "../../model/scenario.ts";
import { short } from "./numbers.ts";

/** Changes that are named one by one; the rest is counted. */
const NAMED = 4;

/** What the second scenario of a pair has otherwise than the first, one phrase each. */
export function changesOf(first: ScenarioDocument, second: ScenarioDocument): string[] {
  const assets = assetChange(first.market.assets, second.market.assets);
  const dates = dateChange(first.market.dates, second.market.dates);
  const rest = [
    ...returnChanges(first, second),
    // rows of weights follow the assets and dates, and say nothing new where these have changed
    ...differences(first.config, second.config, "").filter(
      (path) => (assets.length === 0 && dates.length === 0) || !path.startsWith("sleeves"),
    ),
  ];
  const named = rest.slice(0, NAMED);
  if (rest.length > NAMED) named.push(`and ${rest.length - NAMED} more`);
  return [...assets, ...dates, ...named];
}

function assetChange(first: readonly string[], second: readonly string[]): string[] {
  if (first.join("\n") === second.join("\n")) return [];
  const added = second.filter((asset) => !first.includes(asset));
  const removed = first.filter((asset) => !second.includes(asset));
  if (added.length === 0 && removed.length === 0) return [`the assets stand in the order ${second.join(", ")}`];
  if (removed.length === 0) return [`one asset more, which nobody holds: ${added.join(", ")}`];
  return [`the assets have other names: ${first.map((asset, i) => `${asset} is ${second[i]}`).join(", ")}`];
}

function dateChange(first: readonly string[], second: readonly string[]): string[] {
  if (first.join("\n") === second.join("\n")) return [];
  const last = second.at(-1);
  if (second.every((date, t) => date === first[t])) return [`the market ends on ${last}`];
  return [`the market has the dates ${second.join(", ")}`];
}

function returnChanges({ market: first }: ScenarioDocument, { market: second }: ScenarioDocument): string[] {
  const changes: string[] = [];
  for (const [i, asset] of second.assets.entries()) {
    const column = first.assets.indexOf(asset);
    if (column < 0) continue;
    for (const [t, date] of second.dates.entries()) {
      const row = first.returns[first.dates.indexOf(date)];
      const [was, is] = [row?.[column], second.returns[t]![i]!];
      if (was !== undefined && was !== is) changes.push(`return ${asset} on ${date}: ${short(was)} → ${short(is)}`);
    }
  }
  return changes;
}

/** What is otherwise than by default, e.g. `halfLife 5`; one phrase a setting. */
export function otherThan(defaults: unknown, settings: unknown): string[] {
  return differences(defaults, settings, "").map((text) => text.replace(/: .* → /s, " "));
}

/** Paths at which two documents differ, with both values; a list of another length is shown as a whole. */
function differences(first: unknown, second: unknown, path: string): string[] {
  if (first === second) return [];
  const isNode = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
  const sameShape = isNode(first) && isNode(second) && Array.isArray(first) === Array.isArray(second);
  if (!sameShape || (Array.isArray(first) && Array.isArray(second) && first.length !== second.length)) {
    const text = (value: unknown) => (typeof value === "number" ? short(value) : (JSON.stringify(value) ?? "nothing"));
    return [`${path}: ${text(first)} → ${text(second)}`];
  }
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  const at = (key: string) => (Array.isArray(first) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
  return keys.flatMap((key) => differences(first[key], second[key], at(key)));
}
