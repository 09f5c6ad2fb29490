import { dayNumber, isoDate } from "../../model/calendar.ts";
import type { Allocator, Config } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";
import { assetsReversed, inTurn, renameAssets, renameDates, setConfig, setReturns, withNegated } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/**
 * The names and signs that everybody would choose, where the failure does not need others: days in a row, assets and
 * sleeves named in order, long rather than short. The same bug then ends in the same file whatever seed found it.
 */
export async function plainNames(session: ReductionSession): Promise<void> {
  await plainOrder(session);
  const dates = renameDates(daysApart(session.scenario, 1));
  const sleeves = setConfig(withSleevesNamed);
  if (!(await session.attempt(inTurn([dates, renameAssets(letter), sleeves])))) {
    // What counts the days between its dates shows when there are some.
    await session.attemptAny([dates, renameDates(daysApart(session.scenario, 7))]);
    // What sorts its assets somewhere shows when they are not in order.
    await session.attemptAny([renameAssets(letter), renameAssets((i, count) => letter(count - 1 - i))]);
    await session.attempt(sleeves);
  }
  for (const asset of session.scenario.market.assets) {
    if (firstWeight(session.scenario, asset) < 0) await session.attempt(withNegated(asset));
  }
}

/** The larger sleeve first, the asset that is held long first, and a return that stands alone on the first date. */
async function plainOrder(session: ReductionSession): Promise<void> {
  const { config } = session.scenario;
  const [first = [], second] = rowsOf(config);
  if (config.sleeves.length === 2 && second !== undefined && largest(second) > largest(first)) {
    await session.attempt(setConfig(({ sleeves }) => ({ sleeves: sleeves.toReversed() })));
  }
  const { market } = session.scenario;
  const row = rowsOf(session.scenario.config)[0] ?? [];
  if (market.assets.length === 2 && row[0]! <= 0 && row[1]! > 0) await session.attempt(assetsReversed);
  const { returns } = session.scenario.market;
  const moved = returns.findIndex((value) => value !== 0);
  const alone = moved === returns.findLastIndex((value) => value !== 0);
  if (alone && moved >= 2 * market.assets.length) await session.attempt(movedTo(1, moved));
}

/** The only return, on another row. */
function movedTo(row: number, from: number): Edit {
  return (scenario) => {
    const { dates, assets, returns } = scenario.market;
    const asset = assets[from % assets.length]!;
    const value = returns[from]!;
    const before = { date: dates[Math.floor(from / assets.length)]!, asset, value: 0 };
    return setReturns([before, { date: dates[row]!, asset, value }])(scenario);
  };
}

function largest(row: readonly number[]): number {
  return Math.max(...row.map(Math.abs));
}

/** Names for the dates of a scenario, from a Tuesday on: days in a row, so that gaps mean something where they stay. */
function daysApart({ market }: Scenario, days: number): ReadonlyMap<string, string> {
  const first = dayNumber("2024-01-02");
  return new Map(market.dates.map((date, t) => [date, isoDate(first + t * days)]));
}

function letter(place: number): string {
  return String.fromCharCode(65 + (place % 26)) + (place < 26 ? "" : place);
}

/** Sleeves named in order, and the scalars that are given by sleeve with them. */
function withSleevesNamed({ sleeves, allocator }: Config): Partial<Config> {
  const names = new Map(sleeves.map(({ name }, i) => [name, `s${i + 1}`]));
  return {
    sleeves: sleeves.map((each) => ({ ...each, name: names.get(each.name)! })),
    allocator: withScalarsNamed(allocator, names),
  };
}

function withScalarsNamed(allocator: Allocator, names: ReadonlyMap<string, string>): Allocator {
  const { sleeveScalars } = allocator;
  const renamed =
    sleeveScalars === undefined ? allocator : { ...allocator, sleeveScalars: keysNamed(sleeveScalars, names) };
  if (renamed.mode !== "precomputed") return renamed;
  const applied = renamed.applied.map((entry) =>
    entry.sleeves === undefined ? entry : { ...entry, sleeves: keysNamed(entry.sleeves, names) },
  );
  return { ...renamed, applied };
}

function keysNamed<T>(record: Readonly<Record<string, T>>, names: ReadonlyMap<string, string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [names.get(name) ?? name, value]));
}

function firstWeight({ market, config }: Scenario, asset: string): number {
  const column = market.assets.indexOf(asset);
  return rowsOf(config).find((row) => (row[column] ?? 0) !== 0)?.[column] ?? 0;
}

function rowsOf({ sleeves }: Config): number[][] {
  return sleeves.flatMap(({ strategy }) =>
    strategy.kind === "weights" ? strategy.values.filter((row) => row !== null) : [],
  );
}
