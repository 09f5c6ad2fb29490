import type { Allocator, Config, Sleeve } from "../model/config.ts";
import type { Market } from "../model/market.ts";
import { createMarket } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";

/**
 * Scenarios at the ends of double precision, made of structured ones: subnormal returns and weights, capital of 1e290,
 * budgets of 1e300 that risk targeting has to bring back, scalars and targets of almost nothing. An engine that works
 * in doubles, in the documented order, has a finite answer to every one of them: what would take equity over the end
 * of the range (a return of 1e300, leverage of 1e300) says nothing about an engine, and is left out.
 */

/** A scenario's parts while they are being widened. */
interface Draft {
  market: Market;
  config: Config;
}

/** Makes one thing extreme; leaves a draft that has no such thing as it is. */
type Extreme = (random: Random, draft: Draft) => void;

const TINY = [Number.MIN_VALUE, 1e-310, 2.2250738585072014e-308, 1e-200, 1e-30, 1e-15] as const;
/** None whose square is subnormal: a volatility would be left with a digit or two. */
const MARKET_SHRINKS = [1e-310, 1e-300, 1e-100, 1e-12] as const;
/**
 * Weights of almost nothing. Products of them with whatever scales a book are either zero or well above the least
 * subnormal: a weight that vanishes when a book is a quarter of its size changes what is summed with what, and no two
 * engines group their sums alike.
 */
const DUST = [1e-310, 2.2250738585072014e-308, 1e-200, 1e-30, 1e-15] as const;
const BOOK_SHRINKS = [1e-250, 1e-100, 1e-30] as const;

const EXTREMES: readonly Extreme[] = [
  tinyCells,
  tinyMarket,
  extremeCapital,
  extremeBudgets,
  tinyWeights,
  tinyScalars,
  extremeTarget,
  tinyLimits,
  tinyCosts,
];

/** The scenario with one to three things made extreme; valid as before. */
export function widened(random: Random, { market, config }: Scenario): Scenario {
  const draft = { market, config };
  // Each at most once: two huge budgets would be an infinite one.
  const first = random.integer(EXTREMES.length);
  const step = random.pick([1, 2, 4, 5, 7]); // none divides the number of extremes
  for (let k = random.between(0, 2); k >= 0; k--) EXTREMES[(first + k * step) % EXTREMES.length]!(random, draft);
  return createScenario(draft.market, draft.config);
}

/** Whether a strategy ranks assets by sums of returns: what rounding makes of ties there, no two engines agree on. */
function ranks({ sleeves, allocator }: Config): boolean {
  const strategies = sleeves.map(({ strategy }) => strategy);
  if (allocator.overlay !== undefined) strategies.push(allocator.overlay.strategy);
  return strategies.some(({ kind }) => kind === "momentum" || kind === "sector-rotation");
}

function tinyCells(random: Random, draft: Draft): void {
  if (ranks(draft.config)) return;
  const { dates, assets } = draft.market;
  const returns = Float64Array.from(draft.market.returns);
  for (let cell = assets.length; cell < returns.length; cell++) {
    if (random.chance(0.3)) returns[cell] = dust(random, TINY);
  }
  draft.market = createMarket(dates, assets, returns);
}

function tinyMarket(random: Random, draft: Draft): void {
  if (ranks(draft.config)) return;
  const { dates, assets, returns } = draft.market;
  const factor = random.pick(MARKET_SHRINKS);
  draft.market = createMarket(
    dates,
    assets,
    returns.map((value) => value * factor + 0),
  );
}

function extremeCapital(random: Random, draft: Draft): void {
  draft.config = { ...draft.config, initialCapital: random.pick([1e290, 1e100, 1e-290, 1e-100]) };
}

/** Huge budgets under a volatility target only: without one they are the book, and returns on it overflow. */
function extremeBudgets(random: Random, draft: Draft): void {
  const canBeHuge = draft.config.exposure.kind === "vol-target";
  const factor = canBeHuge && random.chance(0.5) ? random.pick([1e150, 1e300]) : random.pick(BOOK_SHRINKS);
  withSleeves(draft, (sleeve) => ({ ...sleeve, budget: sleeve.budget * factor }));
}

/** Books of almost nothing, or dust beside each book's largest weight. */
function tinyWeights(random: Random, draft: Draft): void {
  const factor = random.chance(0.4) ? random.pick(BOOK_SHRINKS) : undefined;
  const row = (weights: readonly number[]) => {
    if (factor !== undefined) return weights.map((weight) => weight * factor + 0);
    const largest = Math.max(...weights.map(Math.abs));
    return weights.map((weight) => (Math.abs(weight) === largest || random.chance(0.4) ? weight : dust(random, DUST)));
  };
  withSleeves(draft, (sleeve) => {
    const { strategy } = sleeve;
    if (strategy.kind !== "weights") return sleeve;
    return { ...sleeve, strategy: { ...strategy, values: strategy.values.map((given) => given && row(given)) } };
  });
}

function dust(random: Random, sizes: readonly number[]): number {
  return random.chance(0.5) ? random.pick(sizes) : -random.pick(sizes);
}

function tinyScalars(random: Random, draft: Draft): void {
  const { allocator } = draft.config;
  const scalar = () => random.pick([1 - 2 ** -53, 1e-30, 1e-100, 1e-250]);
  const applyMissingScalarAs = random.chance(0.3) ? scalar() : allocator.applyMissingScalarAs;
  const changed: Allocator = { ...allocator, applyMissingScalarAs };
  if (changed.mode === "compute" && changed.scalars !== undefined) {
    changed.scalars = changed.scalars.map((given) => (random.chance(0.5) ? scalar() : given));
  }
  if (changed.mode === "precomputed") {
    changed.applied = changed.applied.map((entry) =>
      random.chance(0.5) ? { ...entry, risk_scalar_applied: scalar() } : entry,
    );
  }
  draft.config = { ...draft.config, allocator: changed };
}

function extremeTarget(random: Random, draft: Draft): void {
  const { exposure } = draft.config;
  if (exposure.kind !== "vol-target") return;
  const targetVol = random.pick([1e300, 1e-300, 1e-30, exposure.targetVol]);
  const volFloor = random.pick([1e-15, 1e-8, exposure.volFloor]);
  draft.config = { ...draft.config, exposure: { ...exposure, targetVol, volFloor } };
}

/** Under a volatility target, which keeps to limits; an overlay needs room under them. */
function tinyLimits(random: Random, draft: Draft): void {
  const { exposure, allocator, limits } = draft.config;
  if (exposure.kind !== "vol-target" || allocator.overlay !== undefined) return;
  const tiny = random.pick([1e-300, 1e-100, 1e-30]);
  if (random.chance(0.3)) draft.config = { ...draft.config, exposure: { ...exposure, leverageCap: tiny } };
  else if (random.chance(0.5)) draft.config = { ...draft.config, limits: { ...limits, maxGross: tiny } };
  else draft.config = { ...draft.config, limits: { ...limits, maxAssetWeight: tiny } };
}

function tinyCosts(random: Random, draft: Draft): void {
  draft.config = { ...draft.config, costs: { halfSpreadBps: random.pick(TINY), feeBps: random.pick([0, 1e-300, 1]) } };
}

function withSleeves(draft: Draft, changed: (sleeve: Sleeve) => Sleeve): void {
  draft.config = { ...draft.config, sleeves: draft.config.sleeves.map(changed) };
}
