import { describe, expect, it } from "vitest";
import { createScenario, parseScenario } from "../../src/model/scenario.ts";
import type { Break } from "./scenarios.ts";
import { allocator, goodDocument, refusal } from "./scenarios.ts";

const CALM = { NORMAL: 1, ELEVATED: 0.9, STRESS: 0.8, CRISIS: 0.7 };
const FIRST = { date: "2024-01-03", risk_scalar_applied: 0.5 };

/** An overlay that fits, with some of its keys changed. */
const overlay = (change: Record<string, unknown>): Break =>
  allocator({
    mode: "compute",
    overlay: { name: "crisis", budget: 0.5, strategy: { kind: "equal-weight" }, ...change },
  });

const weights = (dates: string[], ...values: (number[] | null)[]) => ({ kind: "weights", dates, values });

describe("an allocator that does not fit its config is refused", () => {
  it.each<[string, Break, string]>([
    [
      "scalars for a sleeve that is not there",
      allocator({ mode: "compute", sleeveScalars: { trend: CALM } }),
      'config.allocator.sleeveScalars.trend: there is no such sleeve: expected one of core, was "trend"',
    ],
    [
      "an applied scalar for a sleeve that is not there",
      allocator({
        mode: "precomputed",
        sleeveScalars: { core: CALM },
        applied: [{ ...FIRST, sleeves: { carry: 1 } }],
      }),
      'config.allocator.applied[0].sleeves.carry: there is no such sleeve: expected one of core, was "carry"',
    ],
    [
      "applied scalars by sleeve that nobody asked for",
      allocator({ mode: "precomputed", applied: [{ ...FIRST, sleeves: { core: 0.5 } }] }),
      "config.allocator.applied[0].sleeves: there are scalars by sleeve: expected none, was",
    ],
    [
      "applied scalars without the sleeves' own",
      allocator({ mode: "precomputed", sleeveScalars: { core: CALM }, applied: [FIRST] }),
      "config.allocator.applied[0].sleeves: the sleeves' scalars are missing: expected a scalar by sleeve",
    ],
    [
      "applied scalars out of order",
      allocator({ mode: "precomputed", applied: [FIRST, { ...FIRST, date: "2024-01-02" }] }),
      "config.allocator.applied[1].date: the dates are not in order",
    ],
    [
      "an overlay with a sleeve's name",
      overlay({ name: "core" }),
      'config.allocator.overlay.name: the overlay has the name of a sleeve: expected none of core, was "core"',
    ],
    [
      "an overlay that takes the whole gross",
      (config) => {
        config.limits = { maxAssetWeight: 9, maxGross: 3 };
        overlay({ budget: 3 })(config);
      },
      "config.allocator.overlay.budget: the overlay's budget leaves nothing to the sleeves: expected less than limits.maxGross = 3, was 3",
    ],
    [
      "an overlay that takes an asset's whole limit",
      overlay({ budget: 2 }),
      "expected less than limits.maxAssetWeight = 2, was 2",
    ],
    [
      "overlay weights on a date that is not in the market",
      overlay({ strategy: weights(["2024-02-01"], [1, 0]) }),
      "config.allocator.overlay.strategy.dates[0]: a date is not in the market",
    ],
    [
      "overlay weights for too few assets",
      overlay({ strategy: weights(["2024-01-03"], [1]) }),
      "config.allocator.overlay.strategy.values[0] (2024-01-03): a row has another length than there are assets",
    ],
    [
      "overlay weights of more than the budget",
      overlay({ strategy: weights(["2024-01-03", "2024-01-04"], null, [0.75, -0.5]) }),
      "config.allocator.overlay.strategy.values[1] (2024-01-04): the overlay's weights are more than its budget: expected Σ|weight| ≤ 1",
    ],
    [
      "a crisis with a lower score than stress",
      allocator({ mode: "compute", layers: { regimeScores: [2, 6, 4] } }),
      "config.allocator.layers.regimeScores[2]: a calmer regime has the higher score: expected more than 6",
    ],
  ])("%s", (_, breakIt, message) => {
    expect(refusal(breakIt).message).toContain(message);
  });
});

describe("an allocator that fits is taken", () => {
  it.each<[string, Break]>([
    ["an overlay within the limits", overlay({ strategy: weights(["2024-01-03"], [0.5, -0.5]) })],
    [
      "applied scalars by sleeve where they are asked for",
      allocator({
        mode: "precomputed",
        sleeveScalars: { core: CALM },
        applied: [
          { ...FIRST, sleeves: { core: 0.25 } },
          { ...FIRST, date: "2024-01-04", sleeves: {} },
        ],
      }),
    ],
  ])("%s", (_, change) => {
    const document = goodDocument();
    change(document.config);
    const { market, config } = parseScenario(document);
    expect(createScenario(market, config).config).toBe(config);
  });
});
