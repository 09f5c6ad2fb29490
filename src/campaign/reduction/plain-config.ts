import type { Config, Sleeve } from "../../model/config.ts";
import { DEFAULT_CONVENTIONS } from "../../model/config.ts";
import type { Edit } from "./edits.ts";
import { setConfig } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

const PLAIN = {
  costs: { halfSpreadBps: 0, feeBps: 0 },
  initialCapital: 1,
  allocator: { mode: "off", applyMissingScalarAs: 1 },
  conventions: DEFAULT_CONVENTIONS,
  limits: { maxAssetWeight: 2, maxGross: 4 },
  exposure: { kind: "none" },
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
  if (!(await session.attempt(setConfig(() => rest)))) {
    await session.attempt(setConfig(() => ({ costs: rest.costs })));
    await session.attempt(setConfig(() => ({ initialCapital: 1 })));
    await session.attempt(setConfig(() => ({ conventions: rest.conventions })));
    await session.attempt(
      setConfig(({ conventions }) => ({ conventions: { ...conventions, annualization: 252, ddof: 1 } })),
    );
  }
  await session.attempt(setConfig(() => ({ limits })));
  for (const edit of plainFigures(session.scenario.config)) await session.attempt(edit);
}

/** Round figures for the policies that are needed, one edit each; none where the figure is plain already. */
function plainFigures({ exposure, allocator, costs, initialCapital, sleeves }: Config): Edit[] {
  const edits: Edit[] = [];
  if (exposure.kind === "vol-target") {
    edits.push(setConfig(() => ({ exposure: { ...exposure, minObservations: 2, volWindow: 2 } })));
    edits.push(setConfig((now) => ({ exposure: patched(now, { targetVol: 0.1 }) })));
    edits.push(setConfig((now) => ({ exposure: patched(now, { volFloor: 0.01 }) })));
    edits.push(setConfig((now) => ({ exposure: patched(now, { leverageCap: 4 }) })));
  }
  if (exposure.kind === "fixed") edits.push(setConfig(() => ({ exposure: { ...exposure, multiplier: 2 } })));
  if (allocator.applyMissingScalarAs !== 1) {
    for (const applyMissingScalarAs of [1, 0.5]) {
      edits.push(setConfig((now) => ({ allocator: plainDefault(now.allocator, applyMissingScalarAs) })));
    }
  }
  if (costs.halfSpreadBps + costs.feeBps > 0) {
    edits.push(setConfig(() => ({ costs: { halfSpreadBps: 1, feeBps: 0 } })));
  }
  if (initialCapital !== 1) edits.push(setConfig(() => ({ initialCapital: 100 })));
  if (sleeves.some(({ budget }) => budget !== 1)) {
    edits.push(setConfig((now) => ({ sleeves: now.sleeves.map((sleeve) => ({ ...sleeve, budget: 1 })) })));
    edits.push(setConfig((now) => ({ sleeves: now.sleeves.map(withBudgetInWeights) })));
  }
  return edits;
}

function plainDefault(allocator: Config["allocator"], applyMissingScalarAs: number): Config["allocator"] {
  return allocator.applyMissingScalarAs === 1 ? allocator : { ...allocator, applyMissingScalarAs };
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
