import type { Allocator, Config, Overlay, Sleeve, Strategy } from "../../model/config.ts";

/** Edits of a config alone: what is dated moved to other dates, rows of weights changed, sleeves left out. */

/** The config with everything dated moved to other dates, or dropped where there is none; the last one wins. */
export function onDates(config: Config, moved: (date: string) => string | undefined): Config {
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
export function scalarsOfSleeves(allocator: Allocator, dropped: ReadonlySet<string>): Allocator {
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
export function nextKept(dates: readonly string[], dropped: ReadonlySet<string>): (date: string) => string | undefined {
  const next = new Map<string, string>();
  let following: string | undefined;
  for (const date of dates.toReversed()) {
    if (!dropped.has(date)) following = date;
    if (following !== undefined) next.set(date, following);
  }
  return (date) => next.get(date);
}

/** What a row of weights becomes on its date; undefined takes it out. */
export type ChangeRow = (date: string, row: number[] | null) => number[] | null | undefined;

/** The config with the rows of all weights given outright changed, the overlay's too. */
export function withAllRows(config: Config, change: ChangeRow): Config {
  return withStrategies(config, (strategy) => changedRows(strategy, change));
}

export function withStrategies(config: Config, change: (strategy: Strategy) => Strategy): Config {
  const { allocator } = config;
  const sleeves = config.sleeves.map((sleeve) => ({ ...sleeve, strategy: change(sleeve.strategy) }));
  if (allocator.overlay === undefined) return { ...config, sleeves };
  const overlay = { ...allocator.overlay, strategy: change(allocator.overlay.strategy) };
  return { ...config, sleeves, allocator: { ...allocator, overlay } };
}

/** The config with the rows of one sleeve changed, or those of the overlay of that name. */
export function withRowsOf(config: Config, name: string, change: ChangeRow): Config {
  const changed = <Part extends Sleeve | Overlay>(part: Part): Part =>
    part.name === name ? { ...part, strategy: changedRows(part.strategy, change) } : part;
  const { allocator } = config;
  const sleeves = config.sleeves.map(changed);
  if (allocator.overlay === undefined) return { ...config, sleeves };
  return { ...config, sleeves, allocator: { ...allocator, overlay: changed(allocator.overlay) } };
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

/** The parts of a config that answer with weights outright: sleeves, then the overlay, by name. */
export function outrightParts({ sleeves, allocator }: Config): readonly OutrightPart[] {
  const parts = allocator.overlay === undefined ? sleeves : [...sleeves, allocator.overlay];
  return parts.flatMap(({ name, strategy }) => (strategy.kind === "weights" ? [{ name, strategy }] : []));
}

/** A sleeve or the overlay with its rows of weights. */
export interface OutrightPart {
  readonly name: string;
  readonly strategy: Extract<Strategy, { kind: "weights" }>;
}
