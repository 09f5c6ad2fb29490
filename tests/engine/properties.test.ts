import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { isoDate } from "../../src/model/calendar.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createMarket } from "../../src/model/market.ts";
import type { Run, TableName } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { logOf } from "./scenarios.ts";

const PROPERTY = { seed: 20240105, numRuns: 250 };

/** Everything that is decided before its date's return is known. */
const DECIDED = [
  "weights_model",
  "weights_pre",
  "leverage_series",
  "weights_post",
  "allocator_risk_v1",
  "allocator_risk_v1_applied",
  "weights_raw",
  "weights_scaled",
  "turnover",
  "weights_daily",
] as const satisfies readonly TableName[];

/** A scenario of every strategy, schedule, policy and allocator in turn, from one seed. */
function drawScenario(seed: number): Scenario {
  const random = new Random(seed);
  const bars = random.between(8, 40);
  const assets = Array.from({ length: random.between(1, 7) }, (_, i) => `${random.pick(["Z", "b", "M"])}${i}`);
  const dates = Array.from({ length: bars }, (_, t) => isoDate(18_260 + t * 3));
  const returns = new Float64Array(bars * assets.length);
  for (let cell = assets.length; cell < returns.length; cell++) {
    returns[cell] = random.chance(0.2) ? 0 : random.between(-400, 400) / 10_000;
  }
  return createScenario(createMarket(dates, assets, returns), parseConfig(drawConfig(random, dates, assets.length)));
}

function drawConfig(random: Random, dates: readonly string[], width: number): ConfigInput {
  const rowDates = dates.filter(() => random.chance(0.5));
  const values = rowDates.map(() =>
    random.chance(0.2) ? null : Array.from({ length: width }, () => random.pick([0, 0.1, -0.05, 0.03])),
  );
  const strategies = [
    { kind: "weights" as const, dates: rowDates, values },
    { kind: "equal-weight" as const },
    { kind: "momentum" as const, period: random.between(2, 4), skip: random.between(0, 2), fraction: 0.3 },
  ];
  return {
    sleeves: Array.from({ length: random.between(1, 3) }, (_, s) => {
      return { name: `s${s}`, budget: random.pick([1, 0.5, 2]), strategy: random.pick(strategies) };
    }),
    rebalance: random.pick(["day", "week", "month", { bars: 5 }] as const),
    exposure: random.pick([
      { kind: "vol-target", targetVol: 0.1, volWindow: 6, minObservations: 3 } as const,
      { kind: "fixed", multiplier: 0.3 } as const,
      { kind: "none" } as const,
    ]),
    limits: { maxAssetWeight: 10, maxGross: 20 },
    allocator: random.pick([
      { mode: "off" } as const,
      { mode: "compute" as const, scalars: [0.5, 0.9, 0.7], applyMissingScalarAs: 0.8 },
    ]),
    costs: { halfSpreadBps: random.pick([0, 5]), feeBps: 1 },
    conventions: { returns: random.pick(["log", "simple"] as const), earnsFrom: 0, annualization: 252, ddof: 1 },
  };
}

/** The same scenario with other returns from row t on. */
function withOtherFuture({ market, config }: Scenario, t: number, random: Random): Scenario {
  const returns = market.returns.slice();
  const from = Math.max(1, t) * market.assets.length;
  for (let cell = from; cell < returns.length; cell++) returns[cell] = random.normal() * 0.05;
  return createScenario(createMarket(market.dates, market.assets, returns), config);
}

/** The part of a table dated at or before a date, cell by cell, NaN and all. */
function upTo(run: Run, name: TableName, date: string): unknown {
  const table = run.table(name);
  if (table === undefined) return undefined;
  const rows = table.dates.filter((each) => each <= date).length;
  return [table.dates.slice(0, rows), [...table.values.subarray(0, rows * table.columns.length)]];
}

const seeds = fc.nat(2 ** 31 - 1);

describe("whatever the scenario", () => {
  it("nothing decided at or before a date depends on the returns from that date on, bit for bit", () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, pick) => {
        const scenario = drawScenario(seed);
        const { dates } = scenario.market;
        const t = pick % dates.length;
        const run = runStages(scenario);
        const other = runStages(withOtherFuture(scenario, t, new Random(pick)));
        for (const name of DECIDED) expect(upTo(other, name, dates[t]!)).toEqual(upTo(run, name, dates[t]!));
        if (t === 0) return;
        for (const name of ["portfolio_returns", "equity_curve"] as const) {
          expect(upTo(other, name, dates[t - 1]!)).toEqual(upTo(run, name, dates[t - 1]!));
        }
      }),
      PROPERTY,
    );
  });

  it("a run leaves nothing behind: the same scenario gives the same run after any other", () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, between) => {
        const first = runStages(drawScenario(seed));
        const log = [...logOf(first)];
        runStages(drawScenario(between)).log();
        const again = runStages(drawScenario(seed));
        expect(logOf(again)).toEqual(log);
        expect(again.metrics()).toEqual(first.metrics());
        expect(again.table("equity_curve")!.values).toEqual(first.table("equity_curve")!.values);
      }),
      { ...PROPERTY, numRuns: 100 },
    );
  });

  it("an asset that nobody holds changes no bit of anybody else's figures", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const scenario = drawScenario(seed);
        const sleeves = scenario.config.sleeves.filter(({ strategy }) => strategy.kind === "weights");
        fc.pre(sleeves.length > 0);
        const alone = createScenario(scenario.market, { ...scenario.config, sleeves });
        const run = runStages(alone);
        const wider = runStages(withUnheldAsset(alone));
        expect(wider.metrics()).toEqual(run.metrics());
        for (const name of ["leverage_series", "turnover", "portfolio_returns"] as const) {
          expect(wider.table(name)!.values).toEqual(run.table(name)!.values);
        }
      }),
      PROPERTY,
    );
  });
});

/** Puts an asset with returns and without weight in front of all others. */
function withUnheldAsset({ market, config }: Scenario): Scenario {
  const width = market.assets.length;
  const returns = new Float64Array(market.dates.length * (width + 1));
  for (let t = 0; t < market.dates.length; t++) {
    returns[t * (width + 1)] = t === 0 ? 0 : 0.01 * Math.sin(t);
    returns.set(market.returns.subarray(t * width, (t + 1) * width), t * (width + 1) + 1);
  }
  const sleeves = config.sleeves.map((sleeve) => {
    if (sleeve.strategy.kind !== "weights") throw new Error("only given weights have an asset that nobody holds");
    const values = sleeve.strategy.values.map((row) => (row === null ? null : [0, ...row]));
    return { ...sleeve, strategy: { ...sleeve.strategy, values } };
  });
  return createScenario(createMarket(market.dates, ["unheld", ...market.assets], returns), { ...config, sleeves });
}
