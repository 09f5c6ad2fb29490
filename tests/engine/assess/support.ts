import type { Assessed } from "../../../src/engine/stages.ts";
import type { Allocator, Config, Strategy } from "../../../src/model/config.ts";
import { createMarket } from "../../../src/model/market.ts";
import type { Panel } from "../../../src/model/panel.ts";
import type { Layers } from "../../../src/model/regime.ts";
import { DEFAULT_LAYERS, REGIMES } from "../../../src/model/regime.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { createScenario } from "../../../src/model/scenario.ts";
import type { Random } from "../../../src/numeric/random.ts";

/** The scenario under another allocator. */
export function withAllocator({ market, config }: Scenario, allocator: Allocator): Scenario {
  return createScenario(market, { ...config, allocator });
}

/** The scenario cut before row `bars`; what is dated later is taken out of the config too. */
export function cutAt({ market, config }: Scenario, bars: number): Scenario {
  const dates = market.dates.slice(0, bars);
  const last = dates.at(-1)!;
  const cut = createMarket(dates, market.assets, market.returns.slice(0, bars * market.assets.length));
  const { rebalance, sleeves, allocator } = config;
  const parts: Partial<Config> = {
    sleeves: sleeves.map((sleeve) => ({ ...sleeve, strategy: strategyUpTo(sleeve.strategy, last) })),
    allocator: {
      ...allocator,
      ...(allocator.overlay && {
        overlay: { ...allocator.overlay, strategy: strategyUpTo(allocator.overlay.strategy, last) },
      }),
    },
    rebalance:
      typeof rebalance === "object" && "dates" in rebalance
        ? { dates: rebalance.dates.filter((date) => date <= last) }
        : rebalance,
  };
  return createScenario(cut, { ...config, ...parts });
}

function strategyUpTo(strategy: Strategy, last: string): Strategy {
  if (strategy.kind !== "weights") return strategy;
  const dates = strategy.dates.filter((date) => date <= last);
  return { ...strategy, dates, values: strategy.values.slice(0, dates.length) };
}

/** The scenario with other returns from row t on. */
export function withOtherFuture({ market, config }: Scenario, t: number, random: Random): Scenario {
  const returns = market.returns.slice();
  for (let cell = Math.max(1, t) * market.assets.length; cell < returns.length; cell++) {
    returns[cell] = random.normal() * 0.05;
  }
  return createScenario(createMarket(market.dates, market.assets, returns), config);
}

/** A generated scenario whose layers react at once and whose sleeves may be scaled apart or overlaid; mode off. */
export function withLayers(scenario: Scenario, random: Random): Scenario {
  const { config, market } = scenario;
  const anyScalars = () => ({
    NORMAL: random.pick([1, 0.95]),
    ELEVATED: random.pick([0.85, 0.5]),
    STRESS: random.pick([0.65, 0.1]),
    CRISIS: random.pick([0.5, 0.05]),
  });
  const layers: Layers = random.chance(0.3)
    ? DEFAULT_LAYERS
    : {
        ...DEFAULT_LAYERS,
        drawdownLevel: [-0.001, -0.01, -0.05],
        drawdownSlope: [-0.005, -0.02],
        minDwell: random.between(1, 4),
        halfLife: random.pick([0.5, 1, 5]),
        scalars: anyScalars(),
        scalarMin: random.pick([0.25, 0.01]),
      };
  const apart = random.chance(0.3);
  const overlaid = random.chance(0.3);
  const wide = { maxAssetWeight: 10 * config.limits.maxAssetWeight + 1, maxGross: 10 * config.limits.maxGross + 1 };
  const allocator: Allocator = {
    mode: "off",
    applyMissingScalarAs: random.pick([1, 0.8]),
    layers,
    ...(apart && { sleeveScalars: { [random.pick(config.sleeves).name]: anyScalars() } }),
    ...(overlaid && {
      overlay: { name: "crisis", budget: 0.2, strategy: { kind: "equal-weight" }, regimes: [...REGIMES].slice(1) },
    }),
  };
  return createScenario(market, { ...config, limits: apart || overlaid ? wide : config.limits, allocator });
}

/** Mode precomputed with the scalars that another run recorded as applied, by sleeve where it has them. */
export function precomputedFrom(run: Run): Allocator {
  const { allocator } = run.info.config!;
  const system = run.table("allocator_risk_v1_applied")!;
  const sleeves = run.table("allocator_sleeve_risk_v1_applied");
  const { overlay, sleeveScalars, layers, applyMissingScalarAs } = allocator;
  return {
    mode: "precomputed",
    applyMissingScalarAs,
    layers,
    ...(overlay && { overlay }),
    ...(sleeveScalars && { sleeveScalars }),
    applied: system.dates.map((date, k) => ({
      date,
      risk_scalar_applied: system.values[k]!,
      ...(sleeves && { sleeves: Object.fromEntries(sleeves.columns.map((name, s) => [name, cell(sleeves, k, s)])) }),
    })),
  };
}

/** Mode compute with the layers of a config. */
export function computeFrom({ allocator }: Config): Allocator {
  const { overlay, sleeveScalars, layers, applyMissingScalarAs } = allocator;
  return {
    mode: "compute",
    applyMissingScalarAs,
    layers,
    ...(overlay && { overlay }),
    ...(sleeveScalars && { sleeveScalars }),
  };
}

function cell({ values, columns }: Panel, row: number, column: number): number {
  return values[row * columns.length + column]!;
}

/** One column of a state, missing cells as null. */
export function featureOf({ columns, values, missing }: ReturnType<Assessed["state"]>, name: string) {
  const at = columns.indexOf(name);
  const width = columns.length;
  return Array.from({ length: values.length / width }, (_, t) =>
    missing[t * width + at] === 1 ? null : values[t * width + at]!,
  );
}

/** The bytes of the first `count` numbers: equal only where every bit is. */
export function bitsOf(values: Float64Array | Uint8Array, count = values.length): string {
  return Buffer.from(values.buffer, values.byteOffset, count * values.BYTES_PER_ELEMENT).toString("base64");
}
