import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { LimitError } from "../../src/model/errors.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import type { Bars } from "./scenarios.ts";
import { january, logOf, rowsOf, scenarioOn, weightsConfig } from "./scenarios.ts";

/** `days` bars on which every asset moves by ±size in turn. */
function swinging(assets: number, days: number, size: number): Bars {
  const rows = Array.from({ length: days }, (_, t) => new Array<number>(assets).fill(t % 2 === 0 ? size : -size));
  return january(...rows);
}

/** What risk targeting makes of one book on the last bar, with room for every limit unless given. */
function targeted(bars: Bars, weights: readonly number[], rest: Partial<ConfigInput> = {}): readonly number[] {
  return onlyRow(runStages(lastBar(bars, weights, rest)), "leverage_series");
}

function lastBar(bars: Bars, weights: readonly number[], rest: Partial<ConfigInput>): Scenario {
  const date = bars.at(-1)![0];
  return scenarioOn(
    bars,
    weightsConfig(
      { [date]: weights },
      {
        exposure: { kind: "vol-target", targetVol: 0.2, volWindow: 20, minObservations: 2, leverageCap: 100 },
        limits: { maxAssetWeight: 100, maxGross: 100 },
        ...rest,
      },
    ),
  );
}

function onlyRow(run: ReturnType<typeof runStages>, name: "leverage_series" | "weights_post"): readonly number[] {
  const rows = rowsOf(run, name);
  expect(rows).toHaveLength(1);
  return rows[0]![1] as number[];
}

// Returns ±x in turn, 20 of them, have a sample deviation of x·√(20/19): this x makes a volatility of 5% a year.
const FIVE_PERCENT = 0.05 / Math.sqrt((252 * 20) / 19);

describe("risk targeting", () => {
  it("brings the worked line of ENGINE.md about: vol 5.00%, gross 6.14 → 4.00 over 13 assets", () => {
    const bars = swinging(13, 21, FIVE_PERCENT); // 20 returns before the last bar
    const weights = [...new Array<number>(12).fill(0.47), 0.5];
    const exposure = {
      kind: "vol-target",
      targetVol: 0.2,
      volWindow: 63,
      minObservations: 20,
      leverageCap: 4,
    } as const;
    const run = runStages(lastBar(bars, weights, { exposure, limits: { maxAssetWeight: 2, maxGross: 4 } }));
    const [vol, leverage, before, after] = onlyRow(run, "leverage_series");
    expect(vol).toBeCloseTo(0.05, 12);
    expect([leverage, before, after].map((figure) => figure!.toFixed(9))).toEqual([
      "4.000000000",
      "6.140000000",
      "4.000000000",
    ]);
    expect(logOf(run).slice(0, 2)).toEqual([
      "[RT] 2024-01-22: vol=5.00%, leverage=4.00x, gross_before=6.14, gross_after=4.00, assets=13",
      "[ExecSim] 2024-01-22: turnover=4.000, cost=0.000000",
    ]);
  });

  it("measures the unit book over the window that ends on the row before", () => {
    // Unit book (0.5, −0.5) earns 1%, 3%, 2%; the bar of the decision and the one before the window do not count.
    const bars = january([0.9, -0.9], [0.03, 0.01], [0.04, -0.02], [0.03, -0.01], [-0.5, 0.5]);
    const exposure = {
      kind: "vol-target",
      targetVol: 0.2,
      volWindow: 3,
      minObservations: 2,
      leverageCap: 100,
    } as const;
    const [vol, leverage] = targeted(bars, [2, -2], { exposure });
    expect(vol).toBeCloseTo(0.01 * Math.sqrt(252), 14);
    expect(leverage).toBeCloseTo(0.2 / (0.01 * Math.sqrt(252)), 12);
  });

  it("leaves row 0 out of a window that would reach it, and follows annualization and ddof", () => {
    const bars = january([0.01], [0.03], [0]);
    const conventions = { returns: "log", earnsFrom: 0, annualization: 12, ddof: 0 } as const;
    expect(targeted(bars, [1], { conventions })[0]).toBeCloseTo(0.01 * Math.sqrt(12), 14);
  });

  it("does not depend on the scale of the book it is given", () => {
    const bars = january([0.01, 0.02], [0.03, -0.01], [0, 0]);
    expect(onlyRow(runStages(lastBar(bars, [4, -2], {})), "weights_post")).toEqual(
      onlyRow(runStages(lastBar(bars, [2, -1], {})), "weights_post"),
    );
  });

  it("never lets volatility count for less than the floor; a market that stands still is such a case", () => {
    const still = january([0.01], [0.01], [0]); // equal returns have no volatility at all, not a rounding error of it
    expect(targeted(still, [1])).toEqual([0, 20, 1, 20]);
  });

  it.each([
    ["the cap", { leverageCap: 3 }, {}, 3],
    ["the gross limit", {}, { maxGross: 2.5 }, 2.5],
    ["the limit of one asset, in proportion for all", {}, { maxAssetWeight: 1.5 }, 2],
  ])("lowers leverage to %s", (_name, exposurePart, limitsPart, expected) => {
    const bars = swinging(2, 5, 1e-6);
    const exposure = {
      kind: "vol-target",
      targetVol: 0.2,
      volWindow: 20,
      minObservations: 2,
      leverageCap: 100,
      ...exposurePart,
    } as const;
    const limits = { maxAssetWeight: 100, maxGross: 100, ...limitsPart };
    const run = runStages(lastBar(bars, [3, -1], { exposure, limits }));
    expect(onlyRow(run, "leverage_series")[1]).toBe(expected);
    expect(onlyRow(run, "weights_post")).toEqual([0.75 * expected, -0.25 * expected]);
  });

  it("reports a book of zeros with vol 0 and leverage 0", () => {
    const run = runStages(lastBar(swinging(2, 5, 0.01), [0, -0], {}));
    expect(onlyRow(run, "leverage_series")).toEqual([0, 0, 0, 0]);
    expect(onlyRow(run, "weights_post")).toEqual([0, 0]);
  });

  it("reads no further than the market where the window is longer", () => {
    const exposure = {
      kind: "vol-target",
      targetVol: 0.2,
      volWindow: 1e9,
      minObservations: 2,
      leverageCap: 100,
    } as const;
    expect(targeted(january([0.01], [0.03], [0]), [1], { exposure })[0]).toBeCloseTo(
      Math.sqrt(0.0002) * Math.sqrt(252),
      14,
    );
  });
});

describe("policies that do not look at volatility", () => {
  const bars = january([0.01, 0.02], [0.03, -0.01]);
  const date = "2024-01-03";

  it("none leaves the book as it is, fixed multiplies it; vol is missing and nothing is said of risk targeting", () => {
    for (const [exposure, multiplier] of [
      [{ kind: "none" } as const, 1],
      [{ kind: "fixed", multiplier: 1.25 } as const, 1.25],
    ] as const) {
      const run = runStages(scenarioOn(bars, weightsConfig({ [date]: [0.8, -0.4] }, { exposure })));
      expect(rowsOf(run, "weights_post")).toEqual([[date, [0.8 * multiplier, -0.4 * multiplier]]]);
      const [vol, leverage, before, after] = rowsOf(run, "leverage_series")[0]![1];
      expect([vol, leverage]).toEqual([null, multiplier]);
      expect(before).toBeCloseTo(1.2, 14);
      expect(after).toBeCloseTo(1.2 * multiplier, 14);
      expect(logOf(run).some((line) => line.includes("[RT]"))).toBe(false);
    }
  });

  it("refuse a weight over its limit, naming date, asset, weight and limit", () => {
    const scenario = scenarioOn(
      bars,
      weightsConfig(
        { [date]: [0.8, -1.7] },
        { exposure: { kind: "fixed", multiplier: 2 }, limits: { maxAssetWeight: 3, maxGross: 10 } },
      ),
    );
    expect(() => runStages(scenario)).toThrow(LimitError);
    expect(() => runStages(scenario)).toThrow(
      /weights_post at 2024-01-03, B: a weight is over its limit: .*maxAssetWeight = 3, was -3\.4/,
    );
  });

  it("refuse a gross over its limit, naming date, gross, limit and the largest weight", () => {
    const limits = { maxAssetWeight: 3, maxGross: 2 };
    const scenario = scenarioOn(bars, weightsConfig({ [date]: [1.5, 1] }, { limits }));
    expect(() => runStages(scenario)).toThrow(LimitError);
    expect(() => runStages(scenario)).toThrow(
      /2024-01-03: the gross of a book is over its limit: .*maxGross = 2, was 2\.5, most of it in A with weight 1\.5/,
    );
  });

  it("do not mistake rounding for a limit", () => {
    const tenths = new Array<number>(10).fill(0.1 * 3); // 3.0000000000000004 in all
    const flat = january(new Array<number>(10).fill(0));
    const config = weightsConfig({ "2024-01-02": tenths }, { limits: { maxAssetWeight: 0.3, maxGross: 3 } });
    expect(() => runStages(scenarioOn(flat, config))).not.toThrow();
  });
});
