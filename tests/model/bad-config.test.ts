import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { DEFAULT_LAYERS } from "../../src/model/regime.ts";
import type { Break } from "./scenarios.ts";
import { allocator, exposure, goodConfig, refusal, strategy } from "./scenarios.ts";

describe("a number out of range is refused by its key, with what it must be and what it was", () => {
  it.each<[string, Break, string]>([
    ["exposure.targetVol", exposure({ targetVol: -0.1 }), "expected a number more than 0, was -0.1"],
    ["exposure.targetVol", exposure({ targetVol: Number.NaN }), "expected a finite number, was NaN"],
    ["exposure.targetVol", exposure({ targetVol: "20%" }), 'expected a finite number, was "20%"'],
    ["exposure.volWindow", exposure({ volWindow: 1 }), "expected a number at least 2, was 1"],
    ["exposure.volWindow", exposure({ volWindow: 2.5 }), "expected a whole number, was 2.5"],
    ["exposure.minObservations", exposure({ minObservations: 1 }), "expected a number at least 2, was 1"],
    ["exposure.leverageCap", exposure({ leverageCap: 0 }), "expected a number more than 0, was 0"],
    ["exposure.volFloor", exposure({ volFloor: 0 }), "expected a number more than 0, was 0"],
    ["sleeves[0].strategy.period", strategy({ kind: "momentum", period: 1 }), "expected a number at least 2, was 1"],
    [
      "sleeves[0].strategy.fraction",
      strategy({ kind: "momentum", period: 2, fraction: 0.7 }),
      "expected a number at most 0.5, was 0.7",
    ],
    ["allocator.scalars[1]", allocator({ mode: "compute", scalars: [1, 1.5] }), "expected a scalar in (0, 1], was 1.5"],
    ["allocator.scalars[0]", allocator({ mode: "compute", scalars: [0] }), "expected a scalar in (0, 1], was 0"],
    [
      "allocator.applied[0].risk_scalar_applied",
      allocator({ mode: "precomputed", applied: [{ date: "2024-01-03", risk_scalar_applied: -1 }] }),
      "expected a scalar in (0, 1], was -1",
    ],
    [
      "allocator.applyMissingScalarAs",
      allocator({ mode: "off", applyMissingScalarAs: 1.01 }),
      "expected a scalar in (0, 1], was 1.01",
    ],
    [
      "costs.halfSpreadBps",
      (config) => {
        config.costs.halfSpreadBps = -1;
      },
      "expected a number at least 0, was -1",
    ],
    [
      "costs.feeBps",
      (config) => {
        config.costs.feeBps = Number.POSITIVE_INFINITY;
      },
      "expected a finite number, was Infinity",
    ],
    [
      "limits.maxGross",
      (config) => {
        config.limits.maxGross = -4;
      },
      "expected a number more than 0, was -4",
    ],
    [
      "limits.maxAssetWeight",
      (config) => {
        config.limits.maxAssetWeight = 0;
      },
      "expected a number more than 0, was 0",
    ],
    [
      "initialCapital",
      (config) => {
        config.initialCapital = 0;
      },
      "expected a number more than 0, was 0",
    ],
    [
      "sleeves[0].budget",
      (config) => {
        config.sleeves[0]!.budget = -1;
      },
      "expected a number at least 0, was -1",
    ],
  ])("%s (%#)", (key, breakIt, message) => {
    const { details, message: text } = refusal(breakIt);
    expect(details.where).toBe(`scenario.config.${key}`);
    expect(text).toContain(message);
  });
});

describe("a value that is none of those allowed is refused with the list of them", () => {
  it.each<[string, Break, string]>([
    ["exposure.kind", exposure({ kind: "vol" }), '"vol-target" | "fixed" | "none", was "vol"'],
    [
      "exposure.kind",
      (config) => {
        config.exposure = {};
      },
      'a value is missing: expected "vol-target" | "fixed" | "none", was nothing',
    ],
    ["allocator.mode", allocator({ mode: "on" }), '"off" | "compute" | "precomputed", was "on"'],
    [
      "rebalance",
      (config) => {
        config.rebalance = "year";
      },
      'expected "day" | "week" | "month" | "quarter" or an object, was "year"',
    ],
    [
      "rebalance.bars",
      (config) => {
        config.rebalance = { bars: 0 };
      },
      "expected a number at least 1, was 0",
    ],
    [
      "conventions.ddof",
      (config) => {
        config.conventions.ddof = 2;
      },
      "expected 0 or 1, was 2",
    ],
    [
      "sleeves",
      (config) => {
        config.sleeves = [];
      },
      "wrong length: expected at least 1 item, was []",
    ],
    [
      "sleeves[0].name",
      (config) => {
        config.sleeves[0]!.name = "";
      },
      "expected at least 1 character",
    ],
  ])("%s (%#)", (key, breakIt, message) => {
    const { details, message: text } = refusal(breakIt);
    expect(details.where).toBe(`scenario.config.${key}`);
    expect(text).toContain(message);
  });

  it("shows a long value in part", () => {
    const error = refusal((config) => Object.assign(config, { holding: "x".repeat(200) }));
    expect(error.details.actual).toHaveLength(58);
  });
});

describe("an unknown key is refused wherever it stands", () => {
  it.each<[string, Break, string]>([
    ["scenario.config", (config) => Object.assign(config, { leverge: 2 }), "leverge"],
    ["scenario.config.limits", (config) => Object.assign(config.limits, { maxNet: 2 }), "maxNet"],
    [
      "scenario.config.rebalance",
      (config) => {
        config.rebalance = { bars: 2, offset: 1 };
      },
      "offset",
    ],
    ["scenario.config.exposure", exposure({ target: 0.2 }), "target"],
    ["scenario.config.sleeves[0].strategy", strategy({ lookback: 5 }), "lookback"],
  ])("%s (%#)", (where, breakIt, key) => {
    const error = refusal(breakIt);
    expect(error.message).toBe(
      `${where}: unknown key "${key}" (check the spelling; \`tieout schema NAME\` prints the keys of a document)`,
    );
  });
});

describe("a config", () => {
  it("gets its defaults", () => {
    const config = parseConfig({
      sleeves: [{ name: "core", budget: 1, strategy: { kind: "momentum", period: 3 } }],
      exposure: { kind: "vol-target", targetVol: 0.2 },
    });
    expect(config).toEqual({
      initialCapital: 1,
      sleeves: [{ name: "core", budget: 1, strategy: { kind: "momentum", period: 3, skip: 0, fraction: 0.2 } }],
      rebalance: "month",
      exposure: {
        kind: "vol-target",
        targetVol: 0.2,
        volWindow: 63,
        minObservations: 20,
        volFloor: 0.01,
        leverageCap: 4,
      },
      allocator: { mode: "off", applyMissingScalarAs: 1, layers: DEFAULT_LAYERS },
      holding: "constant-weights",
      limits: { maxAssetWeight: 2, maxGross: 4 },
      costs: { halfSpreadBps: 0, feeBps: 0 },
      conventions: { returns: "log", earnsFrom: 0, annualization: 252, ddof: 1 },
    });
  });

  it("written out in full is taken as it is", () => {
    expect(parseConfig(goodConfig())).toEqual(goodConfig());
  });
});
