import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess } from "../../../src/engine/assess.ts";
import { referenceStages, runStages } from "../../../src/engine/reference.ts";
import { CAPABILITIES } from "../../../src/engine/support.ts";
import { warmupOf } from "../../../src/model/config.ts";
import { LimitError } from "../../../src/model/errors.ts";
import type { TableName } from "../../../src/model/run.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { Random } from "../../../src/numeric/random.ts";
import { generateScenario } from "../../../src/scenarios/generate.ts";
import { bitsOf, computeFrom, cutAt, precomputedFrom, withAllocator, withLayers, withOtherFuture } from "./support.ts";

const SEED = 20240105;
const seeds = fc.nat(2 ** 31 - 1);

/** A generated scenario with layers, long enough for every window to be full for a while. */
function drawScenario(seed: number): Scenario {
  const random = new Random(seed);
  return withLayers(generateScenario(random, CAPABILITIES, { bars: { from: 30, to: 110 } }), random);
}

/** The layers of a scenario, and the rows of its rebalances. */
function layersOf(scenario: Scenario) {
  const books = referenceStages.construct(scenario, referenceStages.schedule(scenario));
  const assessed = assess(scenario, books, referenceStages.target(scenario, books));
  return { rows: books.rows, ...assessed };
}

/** Expects everything dated before row `bars` to be the same in both, to the bit. */
function expectSameBefore(bars: number, one: ReturnType<typeof layersOf>, other: ReturnType<typeof layersOf>) {
  const width = one.state().columns.length;
  const rebalances = one.rows.filter((row) => row < bars).length;
  expect(other.state().columns).toEqual(one.state().columns);
  expect(bitsOf(other.state().values, bars * width)).toBe(bitsOf(one.state().values, bars * width));
  expect(bitsOf(other.state().missing, bars * width)).toBe(bitsOf(one.state().missing, bars * width));
  expect(bitsOf(other.regimes(), bars)).toBe(bitsOf(one.regimes(), bars));
  expect(other.rows.subarray(0, rebalances)).toEqual(one.rows.subarray(0, rebalances));
  expect(bitsOf(other.computed(), rebalances)).toBe(bitsOf(one.computed(), rebalances));
  const bySleeve = one.sleeveComputed();
  if (bySleeve === undefined) return;
  const sleeves = bySleeve.length === 0 ? 0 : bySleeve.length / one.rows.length;
  expect(bitsOf(other.sleeveComputed()!, rebalances * sleeves)).toBe(bitsOf(bySleeve, rebalances * sleeves));
}

describe("the allocator's layers, whatever the scenario", () => {
  it("are on every prefix those of the market that ends there, bit for bit", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const scenario = drawScenario(seed);
        const whole = layersOf(scenario);
        const warmup = warmupOf(scenario.config);
        for (let bars = warmup === 0 ? 1 : warmup + 2; bars < scenario.market.dates.length; bars++) {
          expectSameBefore(bars, whole, layersOf(cutAt(scenario, bars)));
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it("know nothing of the returns from their own date on", () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, pick) => {
        const scenario = drawScenario(seed);
        const t = pick % scenario.market.dates.length;
        const other = withOtherFuture(scenario, t, new Random(pick));
        expectSameBefore(t + 1, layersOf(scenario), layersOf(other));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("do not depend on costs, on capital, or on what is applied", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const scenario = drawScenario(seed);
        const { market, config } = scenario;
        const dear = { ...config, costs: { halfSpreadBps: 25, feeBps: 5 }, initialCapital: 7 };
        const scaled = withAllocator({ market, config: dear }, computeFrom(config));
        expectSameBefore(market.dates.length, layersOf(scenario), layersOf(scaled));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("keep a warm-up row for every bar: a cell is missing there and nowhere else", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { columns, values, missing } = layersOf(drawScenario(seed)).state();
        const width = columns.length;
        for (let row = 0; row < values.length; row += width) {
          const lacks = missing.subarray(row, row + width).includes(1);
          expect(values[row + width - 1]).toBe(lacks ? 1 : 0);
          expect(values.subarray(row, row + width).some(Number.isNaN)).toBe(lacks);
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

/** What mode compute and mode precomputed must agree on. */
const SAME = [
  "weights_post",
  "sleeve_weights_post",
  "overlay_weights",
  "allocator_state_v1",
  "allocator_risk_v1",
  "allocator_risk_v1_applied",
  "allocator_sleeve_risk_v1",
  "allocator_sleeve_risk_v1_applied",
  "weights_raw",
  "weights_scaled",
  "turnover",
  "weights_daily",
  "portfolio_returns",
  "equity_curve",
] as const satisfies readonly TableName[];

describe("mode compute", () => {
  it("is a baseline with the allocator off, and mode precomputed with the scalars it recorded, bit for bit", () => {
    const seen = { scaled: 0, apart: 0, overlaid: 0, refused: 0 };
    fc.assert(
      fc.property(seeds, (seed) => {
        const scenario = drawScenario(seed);
        const baseline = runStages(scenario);
        const computedScenario = withAllocator(scenario, computeFrom(scenario.config));
        const replayedScenario = withAllocator(scenario, precomputedFrom(baseline));
        const refusal = refusalOf(computedScenario);
        if (refusal !== undefined) {
          expect(refusalOf(replayedScenario)).toBe(refusal);
          seen.refused++;
          return;
        }
        const computed = runStages(computedScenario);
        const replayed = runStages(replayedScenario);
        for (const name of SAME) {
          expect(replayed.table(name)?.columns).toEqual(computed.table(name)?.columns);
          expect(bitsOf(replayed.table(name)?.values ?? NONE)).toBe(bitsOf(computed.table(name)?.values ?? NONE));
        }
        expect(replayed.regimes()).toEqual(computed.regimes());
        expect(replayed.metrics()).toEqual(computed.metrics());
        expect(withoutSource(replayed.log()!)).toEqual(withoutSource(computed.log()!));
        for (const name of ["allocator_risk_v1", "allocator_risk_v1_applied", "allocator_state_v1"] as const) {
          expect(bitsOf(baseline.table(name)!.values)).toBe(bitsOf(computed.table(name)!.values));
        }
        if (computed.table("allocator_risk_v1_applied")!.values.some((scalar) => scalar < 0.99)) seen.scaled++;
        if (computed.table("sleeve_weights_post") !== undefined) seen.apart++;
        if (computed.table("overlay_weights")?.values.some((weight) => weight !== 0)) seen.overlaid++;
      }),
      { seed: SEED, numRuns: 1000 },
    );
    // Agreement on scalars of 1 would say little.
    expect(seen.scaled).toBeGreaterThan(300);
    expect(seen.apart).toBeGreaterThan(150);
    expect(seen.overlaid).toBeGreaterThan(50);
    expect(seen.refused).toBeLessThan(50);
  }, 60_000);
});

const NONE = new Float64Array(0);

/** Why the engine refuses a scenario: sleeves that offset each other and are scaled apart may go over a limit. */
function refusalOf(scenario: Scenario): string | undefined {
  try {
    runStages(scenario);
    return undefined;
  } catch (error) {
    if (error instanceof LimitError) return error.message;
    throw error;
  }
}

/** The log but for the line that names mode and source. */
function withoutSource(lines: readonly string[]): string[] {
  return lines.filter((line) => !line.startsWith("[Summary] allocator mode="));
}
