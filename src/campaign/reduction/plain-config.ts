import type { Config, Sleeve } from "../../model/config.ts";
import { DEFAULT_CONVENTIONS } from "../../model/config.ts";
import { DEFAULT_LAYERS } from "../../model/regime.ts";
import { setConfig } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

const PLAIN = {
  costs: { halfSpreadBps: 0, feeBps: 0 },
  initialCapital: 1,
  allocator: { mode: "off", applyMissingScalarAs: 1, layers: DEFAULT_LAYERS },
  conventions: DEFAULT_CONVENTIONS,
  limits: { maxAssetWeight: 2, maxGross: 4 },
  exposure: { kind: "none" },
  holding: "constant-weights",
} as const satisfies Partial<Config>;

const WIDE_LIMITS = { maxAssetWeight: 100, maxGross: 100 };

/**
 * Config to its plain defaults: all of it at once, then policy by policy, then figure by figure. What is left says
 * which settings the failure needs.
 */
export async function plainConfig(session: ReductionSession): Promise<void> {
  if (await session.attempt(setConfig(() => PLAIN))) return;
  const { allocator, limits, exposure, ...rest } = PLAIN;
  if (session.scenario.config.exposure.kind !== "none") {
    const noPolicy = [limits, WIDE_LIMITS].map((wide) => setConfig(() => ({ exposure, limits: wide })));
    await session.attemptAny(noPolicy);
  }
  await session.attempt(setConfig(() => ({ allocator })));
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

/** The parts of an allocator that the failure does not need: overlay, scalars by sleeve, thresholds of its own. */
async function plainAllocator(session: ReductionSession): Promise<void> {
  await session.attempt(
    setConfig(({ allocator: { overlay: _, ...allocator } }) => ({ allocator: allocator as Config["allocator"] })),
  );
  await session.attempt(
    setConfig(({ allocator: { sleeveScalars: _, ...allocator } }) => ({ allocator: withoutSleeves(allocator) })),
  );
  await session.attempt(setConfig(({ allocator }) => ({ allocator: { ...allocator, layers: DEFAULT_LAYERS } })));
}

function withoutSleeves(allocator: Omit<Config["allocator"], "sleeveScalars">): Config["allocator"] {
  const plain = allocator as Config["allocator"];
  if (plain.mode !== "precomputed") return plain;
  const applied = plain.applied.map(({ date, risk_scalar_applied }) => ({ date, risk_scalar_applied }));
  return { ...plain, applied };
}

/** Round figures for the policies that are needed; for each figure the simplest that will do. */
async function plainFigures(session: ReductionSession): Promise<void> {
  const { limits, allocator, exposure, costs, initialCapital, sleeves } = session.scenario.config;
  if (exposure.kind === "vol-target") await plainVolTarget(session, exposure);
  if (exposure.kind === "fixed") await session.attempt(setConfig(() => ({ exposure: { ...exposure, multiplier: 2 } })));
  for (const maxGross of simplerThan(limits.maxGross, [4, 1])) {
    if (await session.attempt(setConfig((now) => ({ limits: { ...now.limits, maxGross } })))) break;
  }
  for (const maxAssetWeight of simplerThan(limits.maxAssetWeight, [2, 1])) {
    if (await session.attempt(setConfig((now) => ({ limits: { ...now.limits, maxAssetWeight } })))) break;
  }
  for (const applyMissingScalarAs of simplerThan(allocator.applyMissingScalarAs, [1, 0.5])) {
    if (await session.attempt(setConfig((now) => ({ allocator: { ...now.allocator, applyMissingScalarAs } })))) break;
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
  for (const cap of simplerThan(leverageCap, [1, 4])) if (await change({ leverageCap: cap })) break;
}

/** Of values in the order of preference, those that are preferred to the present one. */
function simplerThan(now: number, preferred: readonly number[]): readonly number[] {
  const at = preferred.indexOf(now);
  return at < 0 ? preferred : preferred.slice(0, at);
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
