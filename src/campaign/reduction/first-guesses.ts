import type { Scenario } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";
import { dropAssets, dropDays, inTurn } from "./edits.ts";
import { PLAIN_SETTINGS } from "./plain-config.ts";
import { everyDay } from "./plain-schedule.ts";
import type { ReductionSession } from "./session.ts";

/** Where the violation stands: the strongest hint at what a failure needs. */
export interface ViolationPlace {
  readonly date: string | null;
  readonly asset: string | null;
}

/** Days that a first guess keeps: most failures need no more than a day before their own. */
const GUESSED_DAYS = [1, 2, 4];

/**
 * What most failures come down to, guessed at once: the violation's asset, a few days up to its date, plain settings.
 * A guess costs one small run, however large the scenario; where none is right, windows that double in length follow.
 */
export async function firstGuesses(session: ReductionSession, place: ViolationPlace): Promise<void> {
  const assets = likelyAssets(session.scenario, place);
  const end = endRow(session.scenario, place);
  for (const days of GUESSED_DAYS) {
    const guess = [onlyAssets(assets.slice(0, 1)), lastDays(session.scenario, end, days), everyDay, PLAIN_SETTINGS];
    if (await session.attempt(inTurn(guess))) return;
  }
}

/** The shortest window of doubled lengths up to the day of the violation, or to the day after it. */
export async function shortestWindow(session: ReductionSession, place: ViolationPlace): Promise<void> {
  const { scenario } = session;
  const { length } = scenario.market.dates;
  const end = endRow(scenario, place);
  for (let days = 4; days < end + 1; days *= 2) {
    if (await session.attempt(lastDays(scenario, end, days))) return;
  }
  if (end + 1 >= length) return;
  if (await session.attempt(lastDays(scenario, end, length))) return;
  await session.attempt(lastDays(scenario, end + 1, length));
}

/** The likeliest assets alone: one, two, four and so on, until the failure is there. */
export async function likeliestAssets(session: ReductionSession, place: ViolationPlace): Promise<void> {
  const assets = likelyAssets(session.scenario, place);
  for (let count = 1; count < assets.length; count *= 2) {
    if (await session.attempt(onlyAssets(assets.slice(0, count)))) return;
  }
}

/** Row of the violation's date; the last row where it has none. */
function endRow({ market }: Scenario, { date }: ViolationPlace): number {
  const row = date === null ? -1 : market.dates.indexOf(date);
  return row < 0 ? market.dates.length - 1 : row;
}

/** Keeps at most `days` days up to row `end` of a scenario. */
function lastDays({ market }: Scenario, end: number, days: number): Edit {
  const first = market.dates[Math.max(0, end + 1 - days)]!;
  const last = market.dates[end]!;
  return (scenario) => dropDays(new Set(scenario.market.dates.filter((day) => day < first || day > last)))(scenario);
}

function onlyAssets(kept: readonly string[]): Edit {
  return (scenario) => dropAssets(new Set(scenario.market.assets.filter((asset) => !kept.includes(asset))))(scenario);
}

/** All assets: the violation's first, then by the size of what was last asked of them up to its date. */
function likelyAssets({ market, config }: Scenario, { date, asset }: ViolationPlace): readonly string[] {
  const sizes = new Float64Array(market.assets.length);
  for (const { strategy } of config.sleeves) {
    if (strategy.kind !== "weights") continue;
    const row = strategy.values.findLast((each, k) => each !== null && (date === null || strategy.dates[k]! <= date));
    for (let i = 0; i < sizes.length; i++) sizes[i]! += Math.abs(row?.[i] ?? 0);
  }
  const own = asset === null ? -1 : market.assets.indexOf(asset);
  if (own >= 0) sizes[own] = Number.POSITIVE_INFINITY;
  const order = [...market.assets.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  return order.map((i) => market.assets[i]!);
}
