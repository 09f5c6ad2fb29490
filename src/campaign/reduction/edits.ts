import type { Allocator, Config, Sleeve, Strategy } from "../../model/config.ts";
import { TieoutError } from "../../model/errors.ts";
import { createMarket } from "../../model/market.ts";
import type { Scenario } from "../../model/scenario.ts";
import { createScenario } from "../../model/scenario.ts";

/**
 * Small changes to a materialised scenario. Each names what it changes by date, asset or sleeve and never by position,
 * so that it means the same on both scenarios of a pair. `undefined` where nothing valid is left.
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
  return ({ market, config }) => {
    const width = market.assets.length;
    const kept = [...market.dates.keys()].filter((row) => !dropped.has(market.dates[row]!));
    if (kept.length === 0 || kept.length === market.dates.length) return undefined;
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
  return ({ market, config }) => {
    const kept = [...market.assets.keys()].filter((i) => !dropped.has(market.assets[i]!));
    if (kept.length === 0 || kept.length === market.assets.length) return undefined;
    const returns = Float64Array.from({ length: market.dates.length * kept.length }, (_, cell) => {
      const row = Math.floor(cell / kept.length);
      return market.returns[row * market.assets.length + kept[cell % kept.length]!]!;
    });
    const narrower = withAllRows(config, (_, row) => (row === null ? null : kept.map((i) => row[i]!)));
    return build({ ...market, assets: kept.map((i) => market.assets[i]!), returns }, narrower);
  };
}

/** Takes sleeves out. */
export function dropSleeves(dropped: ReadonlySet<string>): Edit {
  return ({ market, config }) => {
    const sleeves = config.sleeves.filter(({ name }) => !dropped.has(name));
    if (sleeves.length === 0 || sleeves.length === config.sleeves.length) return undefined;
    return build(market, { ...config, sleeves, allocator: scalarsOfSleeves(config.allocator, dropped) });
  };
}

/** Takes rows of weights out of one sleeve: it holds on those dates. */
export function dropRows(sleeveName: string, dropped: ReadonlySet<string>): Edit {
  return ({ market, config }) =>
    build(market, {
      ...config,
      sleeves: config.sleeves.map((sleeve) =>
        sleeve.name === sleeveName ? withRows(sleeve, (date, row) => (dropped.has(date) ? undefined : row)) : sleeve,
      ),
    });
}

/** Sets returns; cells that the scenario does not have are passed over. */
export function setReturns(changes: readonly CellChange[]): Edit {
  return ({ market, config }) => {
    const returns = market.returns.slice();
    for (const { date, asset, value } of changes) {
      const row = market.dates.indexOf(date);
      const column = market.assets.indexOf(asset);
      if (row > 0 && column >= 0) returns[row * market.assets.length + column] = value;
    }
    return build({ ...market, returns }, config);
  };
}

/** Sets weights of one sleeve; cells that it does not have are passed over. */
export function setWeights(sleeveName: string, changes: readonly CellChange[]): Edit {
  return ({ market, config }) => {
    const changed = (date: string, row: readonly number[] | null) => {
      const next = row === null ? null : [...row];
      for (const change of changes) {
        const column = market.assets.indexOf(change.asset);
        if (next !== null && change.date === date && column >= 0) next[column] = change.value;
      }
      return next;
    };
    const sleeves = config.sleeves.map((sleeve) => (sleeve.name === sleeveName ? withRows(sleeve, changed) : sleeve));
    return build(market, { ...config, sleeves });
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

/** The scenario, or undefined where market and config make no valid one. */
function build(market: Scenario["market"], config: Config): Scenario | undefined {
  try {
    return createScenario(createMarket(market.dates, market.assets, market.returns), config);
  } catch (error) {
    if (error instanceof TieoutError) return undefined;
    throw error;
  }
}

/** The config with everything dated moved to other dates, or dropped where there is none; the last one wins. */
function onDates(config: Config, moved: (date: string) => string | undefined): Config {
  const dated = withStrategies(config, (strategy) => {
    if (strategy.kind !== "weights") return strategy;
    const rows = new Map<string, number[] | null>();
    for (const [k, date] of strategy.dates.entries()) {
      const target = moved(date);
      if (target !== undefined) rows.set(target, strategy.values[k]!);
    }
    return { ...strategy, dates: [...rows.keys()], values: [...rows.values()] };
  });
  return { ...dated, rebalance: movedSchedule(config, moved), allocator: movedScalars(dated, moved) };
}

function movedSchedule({ rebalance }: Config, moved: (date: string) => string | undefined): Config["rebalance"] {
  if (typeof rebalance !== "object" || "bars" in rebalance) return rebalance;
  const dates = new Set<string>();
  for (const date of rebalance.dates) {
    const target = moved(date);
    if (target !== undefined) dates.add(target);
  }
  return { dates: [...dates] };
}

function movedScalars({ allocator }: Config, moved: (date: string) => string | undefined): Allocator {
  if (allocator.mode !== "precomputed") return allocator;
  const applied = new Map<string, (typeof allocator.applied)[number]>();
  for (const entry of allocator.applied) {
    const target = moved(entry.date);
    if (target !== undefined) applied.set(target, { ...entry, date: target });
  }
  return { ...allocator, applied: [...applied.values()] };
}

/** The allocator without scalars of the sleeves that are gone. */
function scalarsOfSleeves(allocator: Allocator, dropped: ReadonlySet<string>): Allocator {
  const { sleeveScalars } = allocator;
  if (sleeveScalars === undefined) return allocator;
  const kept = { ...allocator, sleeveScalars: without(sleeveScalars, dropped) };
  if (kept.mode !== "precomputed") return kept;
  return {
    ...kept,
    applied: kept.applied.map((entry) => ({ ...entry, sleeves: without(entry.sleeves ?? {}, dropped) })),
  };
}

function without<T>(record: Readonly<Record<string, T>>, dropped: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !dropped.has(name)));
}

/** For each date of the market, itself or the next one that is kept; undefined past the last. */
function nextKept(dates: readonly string[], dropped: ReadonlySet<string>): (date: string) => string | undefined {
  const next = new Map<string, string>();
  let following: string | undefined;
  for (const date of dates.toReversed()) {
    if (!dropped.has(date)) following = date;
    if (following !== undefined) next.set(date, following);
  }
  return (date) => next.get(date);
}

type ChangeRow = (date: string, row: number[] | null) => number[] | null | undefined;

/** The config with the rows of all weights given outright changed, the overlay's too. */
function withAllRows(config: Config, change: ChangeRow): Config {
  return withStrategies(config, (strategy) => changedRows(strategy, change));
}

function withStrategies(config: Config, change: (strategy: Strategy) => Strategy): Config {
  const { allocator } = config;
  const sleeves = config.sleeves.map((sleeve) => ({ ...sleeve, strategy: change(sleeve.strategy) }));
  if (allocator.overlay === undefined) return { ...config, sleeves };
  const overlay = { ...allocator.overlay, strategy: change(allocator.overlay.strategy) };
  return { ...config, sleeves, allocator: { ...allocator, overlay } };
}

function withRows(sleeve: Sleeve, change: ChangeRow): Sleeve {
  return { ...sleeve, strategy: changedRows(sleeve.strategy, change) };
}

function changedRows(strategy: Strategy, change: ChangeRow): Strategy {
  if (strategy.kind !== "weights") return strategy;
  const dates: string[] = [];
  const values: (number[] | null)[] = [];
  for (const [k, date] of strategy.dates.entries()) {
    const row = change(date, strategy.values[k]!);
    if (row === undefined) continue;
    dates.push(date);
    values.push(row);
  }
  return { ...strategy, dates, values };
}
