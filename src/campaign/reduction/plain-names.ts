import { dayNumber, isoDate } from "../../model/calendar.ts";
import type { Allocator, Config } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import { assetsReversed, inTurn, renameAssets, renameDates, setConfig, withNegated } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/**
 * The names and signs that everybody would choose, where the failure does not need others: days in a row, assets and
 * sleeves named in order, long rather than short. The same bug then ends in the same file whatever seed found it.
 */
export async function plainNames(session: ReductionSession): Promise<void> {
  await plainOrder(session);
  const dates = renameDates(consecutiveDays(session.scenario));
  const sleeves = setConfig(withSleevesNamed);
  if (!(await session.attempt(inTurn([dates, renameAssets(letter), sleeves])))) {
    await session.attempt(dates);
    // What sorts its assets somewhere shows when they are not in order.
    await session.attemptAny([renameAssets(letter), renameAssets((i, count) => letter(count - 1 - i))]);
    await session.attempt(sleeves);
  }
  for (const asset of session.scenario.market.assets) {
    if (firstWeight(session.scenario, asset) < 0) await session.attempt(withNegated(asset));
  }
}

/** The larger sleeve first, and the asset that is held first. */
async function plainOrder(session: ReductionSession): Promise<void> {
  const { market, config } = session.scenario;
  const [first = [], second] = rowsOf(config);
  if (config.sleeves.length === 2 && second !== undefined && largest(second) > largest(first)) {
    await session.attempt(setConfig(({ sleeves }) => ({ sleeves: sleeves.toReversed() })));
  }
  if (market.assets.length === 2 && rowsOf(session.scenario.config)[0]?.[0] === 0)
    await session.attempt(assetsReversed);
}

function largest(row: readonly number[]): number {
  return Math.max(...row.map(Math.abs));
}

/** Names for the dates of a scenario: days in a row from a Tuesday on, so that gaps mean something where they stay. */
function consecutiveDays({ market }: Scenario): ReadonlyMap<string, string> {
  const first = dayNumber("2024-01-02");
  return new Map(market.dates.map((date, t) => [date, isoDate(first + t)]));
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
