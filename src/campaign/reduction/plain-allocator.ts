import { isDeepStrictEqual } from "node:util";
import type { Allocator, Config } from "../../model/config.ts";
import type { Layers } from "../../model/regime.ts";
import { DEFAULT_LAYERS } from "../../model/regime.ts";
import type { Edit } from "./edits.ts";
import { setConfig } from "./edits.ts";
import { fewerDays } from "./fewer-rows.ts";
import type { ReductionSession } from "./session.ts";
import { simplerOf } from "./simpler.ts";

/** The least that an allocator's parts can say: half of everything, whatever the regime. */
const HALF = { NORMAL: 0.5, ELEVATED: 0.5, STRESS: 0.5, CRISIS: 0.5 };

/**
 * Layers under which one bad day is a crisis and one quiet day less of it: what takes weeks under the default layers
 * shows within days.
 */
const SHARP_LAYERS: Layers = {
  volAccel: [],
  corrShock: [],
  drawdownLevel: [-0.01, -0.02, -0.03],
  drawdownSlope: [],
  regimeScores: [1, 2, 3],
  minDwell: 1,
  scalars: DEFAULT_LAYERS.scalars,
  halfLife: 1,
  scalarMin: DEFAULT_LAYERS.scalarMin,
};

/** The parts of an allocator that the failure does not need, and the others in their plainest form. */
export async function plainAllocator(session: ReductionSession): Promise<void> {
  const now = session.scenario.config.allocator;
  if (now.overlay !== undefined) {
    await session.attempt(edit(({ overlay: _, ...allocator }) => allocator as Allocator));
    await plainOverlay(session);
  }
  if (now.sleeveScalars !== undefined) {
    await session.attempt(edit(({ sleeveScalars: _, ...allocator }) => withoutSleeves(allocator as Allocator)));
    await plainSleeveScalars(session);
  }
  await session.attempt(edit((allocator) => ({ ...allocator, layers: DEFAULT_LAYERS })));
  await plainMode(session);
  await plainLayers(session);
  for (const scalar of simplerOf(now.applyMissingScalarAs, [1, 0.5])) {
    if (await session.attempt(edit((allocator) => ({ ...allocator, applyMissingScalarAs: scalar })))) break;
  }
}

/** Sharp layers in place of plain ones, where the failure takes more than a few days and then takes fewer. */
export async function sharperLayers(session: ReductionSession): Promise<void> {
  const { length } = session.scenario.market.dates;
  if (length <= 6) return;
  const fewer = async () => {
    await fewerDays(session);
    return session.scenario.market.dates.length < length;
  };
  for (const layers of SHARP) {
    if (
      await session.attemptFor(
        edit((allocator) => ({ ...allocator, layers })),
        fewer,
      )
    )
      return;
  }
}

const SHARP = [SHARP_LAYERS, { ...SHARP_LAYERS, minDwell: DEFAULT_LAYERS.minDwell }];

/** Scalars that are given rather than found, and none of them or one; computed ones rather than loaded ones. */
async function plainMode(session: ReductionSession): Promise<void> {
  const { allocator } = session.scenario.config;
  if (allocator.mode === "off") return;
  const forms = [compute([]), compute([0.5]), compute(undefined)];
  if (allocator.mode === "precomputed")
    forms.push(edit((now) => ({ ...partsOf(now), mode: "precomputed", applied: [] })));
  await session.attemptAny(forms.slice(0, allocator.mode === "compute" ? formOf(allocator.scalars) : forms.length));
}

/** How many forms are plainer than the present scalars. */
function formOf(scalars: readonly number[] | undefined): number {
  if (scalars === undefined) return 2;
  if (scalars.length === 0) return 0;
  return scalars.length === 1 && scalars[0] === 0.5 ? 1 : 2;
}

function compute(scalars: number[] | undefined): Edit {
  return edit((now) => ({ ...partsOf(now), mode: "compute", ...(scalars === undefined ? {} : { scalars }) }));
}

/** Every layer that is not plain on its own, where neither all plain ones do nor sharp ones. */
async function plainLayers(session: ReductionSession): Promise<void> {
  const { layers } = session.scenario.config.allocator;
  if ([DEFAULT_LAYERS, ...SHARP].some((plain) => isDeepStrictEqual(plain, layers))) return;
  if (await session.attemptAny(SHARP.map((sharp) => edit((allocator) => ({ ...allocator, layers: sharp }))))) return;
  for (const key of Object.keys(DEFAULT_LAYERS) as (keyof Layers)[]) {
    const plain = { [key]: DEFAULT_LAYERS[key] };
    await session.attempt(edit((allocator) => ({ ...allocator, layers: { ...allocator.layers, ...plain } })));
  }
}

async function plainOverlay(session: ReductionSession): Promise<void> {
  const { overlay } = session.scenario.config.allocator;
  if (overlay === undefined) return;
  const plain = { ...overlay, budget: 0.1, strategy: { kind: "equal-weight" as const } };
  const inCrisis = { ...plain, regimes: ["STRESS" as const, "CRISIS" as const] };
  await session.attemptAny(
    [inCrisis, plain].map((each) => edit((allocator) => ({ ...allocator, overlay: { ...each } }))),
  );
}

/** Scalars for one sleeve alone, half of everything; else half for each that has any. */
async function plainSleeveScalars(session: ReductionSession): Promise<void> {
  const { config } = session.scenario;
  const names = Object.keys(config.allocator.sleeveScalars ?? {});
  if (names.length === 0) return;
  const first = config.sleeves[0]!.name;
  const last = config.sleeves.at(-1)!.name;
  await session.attemptAny([[first], [last], names].map((each) => edit((allocator) => halved(allocator, each))));
}

function halved(allocator: Allocator, names: readonly string[]): Allocator {
  const sleeveScalars = Object.fromEntries(names.map((name) => [name, HALF]));
  if (allocator.mode !== "precomputed") return { ...allocator, sleeveScalars };
  const sleeves = Object.fromEntries(names.map((name) => [name, 0.5]));
  return { ...allocator, sleeveScalars, applied: allocator.applied.map((entry) => ({ ...entry, sleeves })) };
}

function withoutSleeves(allocator: Allocator): Allocator {
  if (allocator.mode !== "precomputed") return allocator;
  const applied = allocator.applied.map(({ date, risk_scalar_applied }) => ({ date, risk_scalar_applied }));
  return { ...allocator, applied };
}

/** What an allocator has whatever its mode. */
function partsOf({ applyMissingScalarAs, layers, sleeveScalars, overlay }: Allocator): Omit<Allocator, "mode"> {
  return {
    applyMissingScalarAs,
    layers,
    ...(sleeveScalars === undefined ? {} : { sleeveScalars }),
    ...(overlay === undefined ? {} : { overlay }),
  };
}

function edit(change: (allocator: Allocator) => Config["allocator"]): Edit {
  return setConfig(({ allocator }) => ({ allocator: change(allocator) }));
}
