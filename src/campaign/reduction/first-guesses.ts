import type { Scenario } from "../../model/scenario.ts";
import { firstDifferingRow } from "../../relations/replace-future.ts";
import type { Edit } from "./edits.ts";
import { dropAssets, dropDays, inTurn } from "./edits.ts";
import { PLAIN_BUT_ALLOCATOR, PLAIN_BUT_TARGET, PLAIN_SETTINGS } from "./plain-config.ts";
import { everyDay } from "./plain-schedule.ts";
import type { ReductionSession } from "./session.ts";

/** Where the violation stands: the strongest hint at what a failure needs. */
export interface ViolationPlace {
  readonly date: string | null;
  readonly asset: string | null;
}

/**
 * What most failures come down to, guessed at once: the violation's asset, a few days up to its date, plain settings;
 * or plain but for the one policy that the failure may be about. A guess costs one small run, however large the
 * scenario; where none is right, windows that double in length follow.
 */
export async function firstGuesses(session: ReductionSession, place: ViolationPlace): Promise<void> {
  const { scenario } = session;
  const likely = likelyAssets(scenario, place);
  const end = endRow(session, place);
  const last = scenario.market.dates.length - 1;
  // Settings first: a few days are no valid market for a policy that needs a long history.
  const guess = (days: number, settings: Edit, { assets = 1, later = 0 } = {}) => {
    const window = lastDays(scenario, Math.min(end + later, last), days);
    return inTurn([settings, onlyAssets(likely.slice(0, assets)), window, everyDay]);
  };
  const guesses = [
    guess(1, PLAIN_SETTINGS),
    guess(2, PLAIN_SETTINGS),
    guess(2, PLAIN_SETTINGS, { assets: 2 }),
    guess(4, PLAIN_SETTINGS),
  ];
  if (scenario.config.exposure.kind === "vol-target") {
    guesses.push(guess(4, PLAIN_BUT_TARGET), guess(6, PLAIN_BUT_TARGET, { later: 1 }));
  }
  if (scenario.config.allocator.mode !== "off")
    guesses.push(guess(2, PLAIN_BUT_ALLOCATOR), guess(4, PLAIN_BUT_ALLOCATOR));
  await session.attemptAny(guesses);
}

/** The shortest window of doubled lengths up to the day of the violation, or to the day after it. */
export async function shortestWindow(session: ReductionSession, place: ViolationPlace): Promise<void> {
  const { scenario } = session;
  const { length } = scenario.market.dates;
  const end = endRow(session, place);
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

/**
 * The row that a window has to reach: that of the violation's date, or the last where it has none. Where a pair is about
 * other returns, the first that differ must be in it too.
 */
function endRow({ current: { scenario, followUp } }: ReductionSession, { date }: ViolationPlace): number {
  const { market } = scenario;
  const row = date === null ? -1 : market.dates.indexOf(date);
  if (row < 0) return market.dates.length - 1;
  const differing =
    followUp?.market.assets.length === market.assets.length ? firstDifferingRow(market, followUp.market) : -1;
  return Math.max(row, Math.min(differing, market.dates.length - 1));
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
