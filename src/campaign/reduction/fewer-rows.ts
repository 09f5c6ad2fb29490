import type { Config, Strategy } from "../../model/config.ts";
import { lookbackOf, warmupOf } from "../../model/config.ts";
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

/** The fewest returns from which a volatility or a momentum can be had. */
const SHORTEST = 2;

/**
 * The shortest history that the policies can do with. The days that it was longer go from the front at the same time,
 * so that the first eligible date, and what happens just before it, stays what it was.
 */
export async function shorterHistory(session: ReductionSession): Promise<void> {
  const { market, config } = session.scenario;
  const spare = warmupOf(config) - SHORTEST;
  if (spare <= 0) return;
  const spared = dropDays(new Set(market.dates.slice(0, spare)));
  await session.attemptAny([inTurn([shortLookbacks, spared]), inTurn([spared, shortLookbacks]), shortLookbacks]);
}

const shortLookbacks: Edit = setConfig(({ exposure, sleeves, allocator }) => ({
  exposure: exposure.kind === "vol-target" ? { ...exposure, minObservations: SHORTEST, volWindow: SHORTEST } : exposure,
  sleeves: sleeves.map((sleeve) => ({ ...sleeve, strategy: shortLookback(sleeve.strategy) })),
  allocator: withShortOverlay(allocator),
}));

function shortLookback(strategy: Strategy): Strategy {
  if (lookbackOf(strategy) <= SHORTEST) return strategy;
  if (strategy.kind === "momentum") return { ...strategy, period: SHORTEST, skip: 0 };
  if (strategy.kind === "sector-rotation") return { ...strategy, momentumPeriod: SHORTEST };
  return strategy;
}

function withShortOverlay(allocator: Config["allocator"]): Config["allocator"] {
  const { overlay } = allocator;
  if (overlay === undefined) return allocator;
  return { ...allocator, overlay: { ...overlay, strategy: shortLookback(overlay.strategy) } };
}
