import type { Config } from "../../model/config.ts";
import { TieoutError } from "../../model/errors.ts";
import { createMarket } from "../../model/market.ts";
import type { Scenario } from "../../model/scenario.ts";
import { createScenario } from "../../model/scenario.ts";
import { pickColumns } from "../../relations/build.ts";
import { nextKept, onDates, scalarsOfSleeves, withAllRows, withRowsOf } from "./config-parts.ts";

/**
 * Small changes to a materialised scenario. Each names what it changes by date, asset or sleeve and never by position,
 * so that it means the same on both scenarios of a pair. `undefined` where nothing valid is left; the scenario itself
 * where there is nothing to change.
 */
export type Edit = (scenario: Scenario) => Scenario | undefined;

/** A cell of the returns, or of a sleeve's weights, with the value it is to have. */
export interface CellChange {
  readonly date: string;
  readonly asset: string;
  readonly value: number;
}

/**
 * Takes days out. What was decided on one of them (a row of weights, a scalar looked up by date, a scheduled date)
 * moves to the next day that is left, unless that day has its own: the book in force later stays the same.
 */
export function dropDays(dropped: ReadonlySet<string>): Edit {
  return (scenario) => {
    const { market, config } = scenario;
    const width = market.assets.length;
    const kept = [...market.dates.keys()].filter((row) => !dropped.has(market.dates[row]!));
    if (kept.length === market.dates.length) return scenario;
    if (kept.length === 0) return undefined;
    const returns = new Float64Array(kept.length * width);
    for (const [to, from] of kept.entries()) {
      // The first date has no earlier one to return from.
      if (to > 0) returns.set(market.returns.subarray(from * width, (from + 1) * width), to * width);
    }
    const dates = kept.map((row) => market.dates[row]!);
    return build({ ...market, dates, returns }, onDates(config, nextKept(market.dates, dropped)));
  };
}

/** Takes assets out, with their returns and weights. */
export function dropAssets(dropped: ReadonlySet<string>): Edit {
  return (scenario) => {
    const { market, config } = scenario;
    const kept = [...market.assets.keys()].filter((i) => !dropped.has(market.assets[i]!));
    if (kept.length === market.assets.length) return scenario;
    if (kept.length === 0) return undefined;
    const narrower = withAllRows(config, (_, row) => (row === null ? null : kept.map((i) => row[i]!)));
    const assets = kept.map((i) => market.assets[i]!);
    return build({ ...market, assets, returns: pickColumns(scenario, kept) }, narrower);
  };
}

/** The same assets in reverse order, under the names of their places. */
export const assetsReversed: Edit = (scenario) => {
  const { market, config } = scenario;
  const order = [...market.assets.keys()].reverse();
  const turned = withAllRows(config, (_, row) => row?.toReversed() ?? null);
  return build({ ...market, returns: pickColumns(scenario, order) }, turned);
};

/** Takes sleeves out. */
export function dropSleeves(dropped: ReadonlySet<string>): Edit {
  return (scenario) => {
    const { market, config } = scenario;
    const sleeves = config.sleeves.filter(({ name }) => !dropped.has(name));
    if (sleeves.length === config.sleeves.length) return scenario;
    if (sleeves.length === 0) return undefined;
    return build(market, { ...config, sleeves, allocator: scalarsOfSleeves(config.allocator, dropped) });
  };
}

/** Takes rows of weights out of one sleeve, or out of the overlay of that name: it holds on those dates. */
export function dropRows(sleeveName: string, dropped: ReadonlySet<string>): Edit {
  return ({ market, config }) =>
    build(
      market,
      withRowsOf(config, sleeveName, (date, row) => (dropped.has(date) ? undefined : row)),
    );
}

/** Sets returns; cells that the scenario does not have are passed over. */
export function setReturns(changes: readonly CellChange[]): Edit {
  return ({ market, config }) => {
    const returns = market.returns.slice();
    const rowOf = placeIn(market.dates, changes.length);
    const columnOf = placeIn(market.assets, changes.length);
    for (const { date, asset, value } of changes) {
      const row = rowOf(date);
      const column = columnOf(asset);
      if (row > 0 && column >= 0) returns[row * market.assets.length + column] = value;
    }
    return build({ ...market, returns }, config);
  };
}

/** Lets nothing move on some dates, or some assets not move at all. */
export function withoutMoves(still: { dates?: ReadonlySet<string>; assets?: ReadonlySet<string> }): Edit {
  return ({ market, config }) => {
    const width = market.assets.length;
    const columns = market.assets.map((asset) => still.assets?.has(asset) === true);
    const returns = market.returns.slice();
    for (const [row, date] of market.dates.entries()) {
      if (still.dates?.has(date) === true) returns.fill(0, row * width, (row + 1) * width);
      else if (still.assets !== undefined) {
        for (let i = 0; i < width; i++) if (columns[i]) returns[row * width + i] = 0;
      }
    }
    return build({ ...market, returns }, config);
  };
}

/** Several edits, one after the other, as one. */
export function inTurn(edits: readonly Edit[]): Edit {
  return (scenario) => {
    let edited: Scenario | undefined = scenario;
    for (const edit of edits) edited = edited && edit(edited);
    return edited;
  };
}

/** Sets weights of one sleeve, or of the overlay of that name; cells that it does not have are passed over. */
export function setWeights(sleeveName: string, changes: readonly CellChange[]): Edit {
  const byDate = new Map<string, CellChange[]>();
  for (const change of changes) byDate.set(change.date, [...(byDate.get(change.date) ?? []), change]);
  return ({ market, config }) => {
    const columnOf = placeIn(market.assets, changes.length);
    const changed = (date: string, row: readonly number[] | null) => {
      const next = row === null ? null : [...row];
      for (const { asset, value } of byDate.get(date) ?? []) {
        const column = columnOf(asset);
        if (next !== null && column >= 0) next[column] = value;
      }
      return next;
    };
    return build(market, withRowsOf(config, sleeveName, changed));
  };
}

/** Turns an asset round: its returns and its weights change sign, and every profit stays what it was. */
export function withNegated(asset: string): Edit {
  return ({ market, config }) => {
    const column = market.assets.indexOf(asset);
    const width = market.assets.length;
    const negate = (value: number, at: number) => (at % width === column ? 0 - value : value);
    const turned = withAllRows(config, (_, row) => row?.map(negate) ?? null);
    return build({ ...market, returns: market.returns.map(negate) }, turned);
  };
}

/** Replaces parts of the config. */
export function setConfig(change: (config: Config, scenario: Scenario) => Partial<Config>): Edit {
  return (scenario) => build(scenario.market, { ...scenario.config, ...change(scenario.config, scenario) });
}

/** Gives dates other names, in the same order. Dates of scalars that are not in the market go. */
export function renameDates(names: ReadonlyMap<string, string>): Edit {
  return ({ market, config }) =>
    build(
      { ...market, dates: market.dates.map((date) => names.get(date) ?? date) },
      onDates(config, (date) => names.get(date)),
    );
}

/** Gives assets other names, in the same order; `names` is asked by place. */
export function renameAssets(names: (place: number, count: number) => string): Edit {
  return ({ market, config }) => {
    const { length } = market.assets;
    return build({ ...market, assets: market.assets.map((_, i) => names(i, length)) }, config);
  };
}

/** The scenario with another market or config, or undefined where they make no valid one. */
function build(market: Scenario["market"], config: Config): Scenario | undefined {
  try {
    return createScenario(createMarket(market.dates, market.assets, market.returns), config);
  } catch (error) {
    if (error instanceof TieoutError) return undefined;
    throw error;
  }
}

/** The place of a text in a list, looked up in a map where it is asked often. */
function placeIn(list: readonly string[], often: number): (text: string) => number {
  if (often < 8) return (text) => list.indexOf(text);
  const places = new Map(list.map((text, place) => [text, place]));
  return (text) => places.get(text) ?? -1;
}
