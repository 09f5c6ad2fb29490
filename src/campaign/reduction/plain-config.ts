import type { Config, Sleeve } from "../../model/config.ts";
import { DEFAULT_CONVENTIONS } from "../../model/config.ts";
import { DEFAULT_LAYERS } from "../../model/regime.ts";
import { withAllRows } from "./config-parts.ts";
import { setConfig } from "./edits.ts";
import { plainAllocator } from "./plain-allocator.ts";
import { scalarsOf } from "./scalars.ts";
import type { ReductionSession } from "./session.ts";
import { simplerOf } from "./simpler.ts";

const PLAIN = {
  costs: { halfSpreadBps: 0, feeBps: 0 },
  initialCapital: 1,
  allocator: { mode: "off", applyMissingScalarAs: 1, layers: DEFAULT_LAYERS },
  conventions: DEFAULT_CONVENTIONS,
  limits: { maxAssetWeight: 2, maxGross: 4 },
  exposure: { kind: "none" },
  holding: "constant-weights",
} as const satisfies Partial<Config>;

/** The plain defaults, all at once. */
export const PLAIN_SETTINGS = setConfig(() => PLAIN);

/** The plain defaults but for the exposure policy: a volatility target in its plainest form. */
export const PLAIN_BUT_TARGET = setConfig(() => ({
  ...PLAIN,
  exposure: { kind: "vol-target", targetVol: 0.1, volWindow: 2, minObservations: 2, volFloor: 0.01, leverageCap: 1 },
}));

/** The plain defaults but for the allocator. */
export const PLAIN_BUT_ALLOCATOR = setConfig(({ allocator }) => ({ ...PLAIN, allocator }));

const WIDE_LIMITS = { maxAssetWeight: 100, maxGross: 100 };

/**
 * Config to its plain defaults: all of it at once, then policy by policy, then figure by figure. What is left says
 * which settings the failure needs.
 */
export async function plainConfig(session: ReductionSession): Promise<void> {
  if (await session.attempt(PLAIN_SETTINGS)) return;
  const { allocator, limits, exposure, ...rest } = PLAIN;
  if (session.scenario.config.exposure.kind !== "none") {
    await session.attemptAny([
      ...[limits, WIDE_LIMITS].map((wide) => setConfig(() => ({ exposure, limits: wide }))),
      setConfig((config) => ({ ...withExposureInWeights(config), limits })),
    ]);
  }
  await session.attemptAny([setConfig(() => ({ allocator })), setConfig(withScalarInWeights)]);
  await plainAllocator(session);
  if (!(await session.attempt(setConfig(() => rest)))) {
    await session.attempt(setConfig(() => ({ holding: rest.holding })));
    await session.attempt(setConfig(() => ({ costs: rest.costs })));
    await session.attempt(setConfig(() => ({ initialCapital: 1 })));
    await session.attempt(setConfig(() => ({ conventions: rest.conventions })));
    await session.attempt(
      setConfig(({ conventions }) => ({ conventions: { ...conventions, annualization: 252, ddof: 1 } })),
    );
  }
  await plainFigures(session);
}

/** Round figures for the policies that are needed; for each figure the simplest that will do. */
async function plainFigures(session: ReductionSession): Promise<void> {
  const { limits, exposure, costs, initialCapital, sleeves } = session.scenario.config;
  if (exposure.kind === "vol-target") await plainVolTarget(session, exposure);
  if (exposure.kind === "fixed") await session.attempt(setConfig(() => ({ exposure: { ...exposure, multiplier: 2 } })));
  for (const maxGross of simplerOf(limits.maxGross, [4, 1, 100])) {
    if (await session.attempt(setConfig((now) => ({ limits: { ...now.limits, maxGross } })))) break;
  }
  for (const maxAssetWeight of simplerOf(limits.maxAssetWeight, [2, 1, 100])) {
    if (await session.attempt(setConfig((now) => ({ limits: { ...now.limits, maxAssetWeight } })))) break;
  }
  if (costs.halfSpreadBps + costs.feeBps > 0) {
    await session.attempt(setConfig(() => ({ costs: { halfSpreadBps: 1, feeBps: 0 } })));
  }
  if (initialCapital !== 1) await session.attempt(setConfig(() => ({ initialCapital: 100 })));
  if (sleeves.every(({ budget }) => budget === 1)) return;
  await session.attemptAny([
    setConfig((now) => ({ sleeves: now.sleeves.map((sleeve) => ({ ...sleeve, budget: 1 })) })),
    setConfig((now) => ({ sleeves: now.sleeves.map(withBudgetInWeights) })),
  ]);
}

async function plainVolTarget(session: ReductionSession, { volWindow, leverageCap }: VolTarget): Promise<void> {
  const change = (part: Partial<VolTarget>) => session.attempt(setConfig((now) => ({ exposure: patched(now, part) })));
  // A short history needs few observations, whatever the window; 2 is the least that has a deviation.
  for (const window of [2, 3, volWindow]) {
    if (window <= volWindow && (await change({ minObservations: 2, volWindow: window }))) break;
    if (window === volWindow) break;
  }
  await change({ targetVol: 0.1 });
  await change({ volFloor: 0.01 });
  for (const cap of simplerOf(leverageCap, [1, 4])) if (await change({ leverageCap: cap })) break;
}

type VolTarget = Extract<Config["exposure"], { kind: "vol-target" }>;

function patched({ exposure }: Config, change: Partial<VolTarget>): Config["exposure"] {
  return exposure.kind === "vol-target" ? { ...exposure, ...change } : exposure;
}

/** The same book with a budget of 1. */
function withBudgetInWeights(sleeve: Sleeve): Sleeve {
  const { budget, strategy } = sleeve;
  if (strategy.kind !== "weights") return sleeve;
  const values = strategy.values.map((row) => row?.map((weight) => weight * budget) ?? null);
  return { ...sleeve, budget: 1, strategy: { ...strategy, values } };
}

/** No allocator, and weights as small as its smallest scalar would make them. */
function withScalarInWeights(config: Config): Partial<Config> {
  const smallest = Math.min(1, ...scalarsOf(config));
  const smaller = { ...config, allocator: PLAIN.allocator };
  return withAllRows(smaller, (_, row) => row?.map((weight) => weight * smallest) ?? null);
}

/** No exposure policy, and weights as large as it would make them: those of a target at most, at its cap. */
function withExposureInWeights(config: Config): Config {
  const { exposure } = config;
  if (exposure.kind === "none") return config;
  const factor = exposure.kind === "fixed" ? exposure.multiplier : exposure.leverageCap;
  const larger = { ...config, exposure: PLAIN.exposure };
  return withAllRows(larger, (_, row) => row?.map((weight) => weight * factor) ?? null);
}
