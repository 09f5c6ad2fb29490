import type { Config, Strategy } from "../../model/config.ts";
import { lookbackOf, warmupOf } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";
import { dropAssets, dropDays, inTurn, setConfig } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/** Days that the failure does not need. */
export async function fewerDays(session: ReductionSession): Promise<void> {
  await session.dropChunks(session.scenario.market.dates, (days) => dropDays(new Set(days)));
}

/** Assets that the failure does not need. */
export async function fewerAssets(session: ReductionSession): Promise<void> {
  await session.dropChunks(session.scenario.market.assets, (assets) => dropAssets(new Set(assets)));
}

/** The fewest returns from which a volatility or a momentum can be had, and one more. */
const SHORTEST = [2, 3];

/**
 * The shortest history that the policies can do with. The days that it was longer go from the front at the same time,
 * so that the first eligible date, and what happens just before it, stays what it was.
 */
export async function shorterHistory(session: ReductionSession): Promise<void> {
  const { market, config } = session.scenario;
  for (const bars of SHORTEST) {
    const spare = warmupOf(config) - bars;
    if (spare < 0) return;
    const spared = dropDays(new Set(market.dates.slice(0, spare)));
    const short = shortLookbacks(bars);
    const edits = [inTurn([short, spared]), inTurn([spared, short]), short];
    const within = insideWindow(session.scenario, bars);
    // What lies at a window's far end, or just past it, comes nearer by as much as the window is shortened.
    if (within.size > 0) edits.push(inTurn([dropDays(within), short]));
    const early = firstDecision(session.scenario) - bars;
    // A decision before the history suffices comes as early under a short one.
    if (early > 0 && early !== spare) edits.push(inTurn([short, dropDays(new Set(market.dates.slice(0, early)))]));
    if (await session.attemptAny(edits)) return;
  }
}

/** The days just before the last decision by which a volatility's window is longer than so many bars. */
function insideWindow({ market, config }: Scenario, bars: number): ReadonlySet<string> {
  const { exposure } = config;
  if (exposure.kind !== "vol-target" || exposure.volWindow <= bars) return new Set();
  const last = lastDecision({ market, config });
  return new Set(market.dates.slice(Math.max(1, last - (exposure.volWindow - bars)), Math.max(1, last)));
}

/** The row of the last date on which weights are given outright; −1 without any. */
function lastDecision({ market, config }: Scenario): number {
  const dates = config.sleeves.flatMap(({ strategy }) => (strategy.kind === "weights" ? strategy.dates.slice(-1) : []));
  return Math.max(-1, ...dates.map((date) => market.dates.indexOf(date)));
}

/** The row of the first date on which weights are given outright; −1 without any. */
function firstDecision({ market, config }: Scenario): number {
  const dates = config.sleeves.flatMap(({ strategy }) =>
    strategy.kind === "weights" ? strategy.dates.slice(0, 1) : [],
  );
  return dates.length === 0 ? -1 : Math.min(...dates.map((date) => market.dates.indexOf(date)));
}

/** Every lookback cut to a number of bars. */
export function shortLookbacks(bars: number): Edit {
  return setConfig(({ exposure, sleeves, allocator }) => ({
    exposure: exposure.kind === "vol-target" ? { ...exposure, minObservations: bars, volWindow: bars } : exposure,
    sleeves: sleeves.map((sleeve) => ({ ...sleeve, strategy: shortLookback(sleeve.strategy, bars) })),
    allocator: withShortOverlay(allocator, bars),
  }));
}

function shortLookback(strategy: Strategy, bars: number): Strategy {
  if (lookbackOf(strategy) <= bars) return strategy;
  if (strategy.kind === "momentum") return { ...strategy, period: bars, skip: 0 };
  if (strategy.kind === "sector-rotation") return { ...strategy, momentumPeriod: bars };
  return strategy;
}

function withShortOverlay(allocator: Config["allocator"], bars: number): Config["allocator"] {
  const { overlay } = allocator;
  if (overlay === undefined) return allocator;
  return { ...allocator, overlay: { ...overlay, strategy: shortLookback(overlay.strategy, bars) } };
}
