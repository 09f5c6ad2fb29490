import type { ScenarioDocument } from "../../model/scenario.ts";
import type { Row } from "../../report/worked-grid.ts";
import { short } from "./numbers.ts";
import type { Marked } from "./settings.ts";

/** The rows of what an engine is given: returns, weights asked for, and scalars by date; empty where nothing is said. */
export function askedRows(scenario: ScenarioDocument, assets: readonly string[], marked: Marked): Row[] {
  return [
    ...returnRows(scenario, assets, marked),
    ...weightRows(scenario, assets, marked),
    ...scalarRows(scenario, marked),
  ];
}

/** Returns by asset; one row for all of them where nothing moves. */
export function returnRows({ market }: ScenarioDocument, assets: readonly string[], marked: Marked): Row[] {
  const flat = market.returns.every((row) => row.every((value) => value === 0));
  if (flat && assets.length > 1) {
    const isFree = (t: number) => market.assets.every((_, i) => marked(`/market/returns/${t}/${i}`, 0).endsWith(FREE));
    const cells = market.dates.map((_, t) => (isFree(t) ? `0${FREE}` : "0"));
    return [{ stage: "market", label: "return of each asset", cells }];
  }
  return assets.map((asset) => {
    const column = market.assets.indexOf(asset);
    const cells = market.returns.map((row, t) => marked(`/market/returns/${t}/${column}`, row[column]!));
    return { stage: "market", label: `return ${asset}`, cells };
  });
}

function weightRows({ market, config }: ScenarioDocument, assets: readonly string[], marked: Marked): Row[] {
  const alone = config.sleeves.length === 1;
  return config.sleeves.flatMap(({ name, strategy }, k): Row[] => {
    if (strategy.kind !== "weights") return [];
    const rowAt = new Map(strategy.dates.map((date, row) => [date, row]));
    return assets.map((asset) => {
      const column = market.assets.indexOf(asset);
      const cells = market.dates.map((date) => {
        const row = rowAt.get(date);
        if (row === undefined) return "";
        const weight = strategy.values[row]?.[column];
        const path = `/config/sleeves/${k}/strategy/values/${row}/${column}`;
        return weight === undefined ? "hold" : marked(path, weight);
      });
      return { stage: "signal", label: `weight asked, ${alone ? "" : `${name} `}${asset}`, cells };
    });
  });
}

function scalarRows({ market, config: { allocator } }: ScenarioDocument, marked: Marked): Row[] {
  if (allocator.mode !== "precomputed") return [];
  const given = new Map(allocator.applied.map(({ date, risk_scalar_applied: scalar }, k) => [date, { scalar, k }]));
  const cells = market.dates.map((date) => {
    const entry = given.get(date);
    return entry === undefined ? "" : marked(`/config/allocator/applied/${entry.k}/risk_scalar_applied`, entry.scalar);
  });
  return [{ stage: "scalar", label: "scalar given", cells }];
}

/** Figures with a mark on those that may be anything, by their JSON pointers. */
export function markedBy(irrelevant: readonly string[]): Marked {
  const pointers = new Set(irrelevant);
  return (path, value) => `${typeof value === "number" ? short(value) : value}${pointers.has(path) ? FREE : ""}`;
}

/** Stands after a figure that may be anything. */
export const FREE = "·";
