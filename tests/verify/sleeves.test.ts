import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/model/config.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { answersUnknown, sleeveAnswers } from "../../src/verify/sleeve-answers.ts";
import { sleeveSums } from "../../src/verify/sleeve-sums.ts";
import { configOf, runOf } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const universe = ["ES", "TY"];
const dates = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"];
const returns = { dates, columns: universe, values: new Float64Array(8) };
const given = (name: string, budget: number, values: (number[] | null)[]): ConfigInput["sleeves"][number] => ({
  name,
  budget,
  strategy: { kind: "weights", dates: dates.slice(1, 1 + values.length), values },
});

describe("what the sleeves answered", () => {
  const config = configOf({
    rebalance: "day",
    sleeves: [
      given("a", 0.5, [
        [1, -2],
        [3, 4],
      ]),
      given("b", 0.25, [null, [-4, 8]]),
    ],
  });
  const view = new RunView(runOf({ universe, tables: { returns } }), "run");
  // The run records no config, so its eligible dates are none: the sketch below has it.
  const told = new RunView(
    runOf({
      universe,
      tables: { returns },
      config: {
        rebalance: "day",
        sleeves: [
          given("a", 0.5, [
            [1, -2],
            [3, 4],
          ]),
          given("b", 0.25, [null, [-4, 8]]),
        ],
      },
    }),
    "run",
  );

  it("adds up by date and asset, with budgets and without, and at the scale of its terms", () => {
    const sums = sleeveAnswers(told, config, dates);
    expect([...sums.known]).toEqual([1, 1, 1, 1]);
    expect([...sums.model]).toEqual([0, 0, 1, -2, -1, 12, -1, 12]);
    expect([...sums.modelSize]).toEqual([0, 0, 1, 2, 7, 12, 7, 12]);
    expect([...sums.pre]).toEqual([0, 0, 0.5, -1, 0.5, 4, 0.5, 4]);
    expect([...sums.preSize]).toEqual([0, 0, 0.5, 1, 2.5, 4, 2.5, 4]);
    expect(sums.assets).toEqual(universe);
    expect(sleeveAnswers(view, config, dates).model).toEqual(new Float64Array(8));
    const nameless = new RunView(runOf({ tables: { returns } }), "run");
    expect(sleeveAnswers(nameless, config, dates).assets).toEqual([]);
  });

  it("is unknown where it follows from returns that are not there", () => {
    const rotation = { kind: "sector-rotation", momentumPeriod: 2, every: "week" } as const;
    const ranking = configOf({ rebalance: "day", sleeves: [{ name: "r", budget: 1, strategy: rotation }] });
    const lost = { ...returns, values: Float64Array.of(0, 0, Number.NaN, 0, 0, 0, 0, 0) };
    const blind = new RunView(runOf({ universe, tables: { returns: lost }, config: ranking }), "run");
    // The first date with two returns behind it is 01-05, unless the window's are not all there.
    expect([...sleeveAnswers(blind, ranking, dates).known]).toEqual([1, 1, 1, 0]);
  });

  it("says why it does not follow at all", () => {
    const bare = new RunView(runOf({ universe }), "run");
    const of = (strategy: ConfigInput["sleeves"][number]["strategy"], run = bare) =>
      answersUnknown(run, configOf({ sleeves: [{ name: "core", budget: 1, strategy }] }));
    const byReturns = "needs returns.csv: sleeve core decides by them";
    expect(of({ kind: "momentum", period: 5 })).toBe(byReturns);
    expect(of({ kind: "sector-rotation", momentumPeriod: 5, every: "week" })).toBe(byReturns);
    expect(of({ kind: "momentum", period: 5 }, view)).toBeUndefined();
    expect(of({ kind: "equal-weight" })).toBeUndefined();
    expect(of({ kind: "weights", dates, values: [null, [1, 2], null, [3, 4]] })).toBeUndefined();
    expect(of({ kind: "weights", dates, values: [null, [1, 2], null, [3]] })).toBe(
      "sleeve core has rows of 1 weights, and the universe has 2 assets",
    );
    expect(of({ kind: "equal-weight" }, new RunView(runOf({}), "run"))).toBe("needs run.json (universe)");
  });
});

describe("what the books of the sleeves add up to", () => {
  const sleeve_weights_post = table`
    date        a/ES  b/ES  a/TY  b/x/GC  TY
    2024-01-03  1     -2    4     8       16
    2024-01-04  3     5     6     7       9`;
  const allocator_sleeve_risk_v1_applied = table`
    date        a    b     b/x
    2024-01-03  0.5  0.25  0.125`;
  const overlay_weights = table`
    date        TY  ES
    2024-01-03  32  0`;
  const allocator_risk_v1_applied = table`
    date        risk_scalar_applied
    2024-01-03  0.5`;
  const tables = { sleeve_weights_post, allocator_sleeve_risk_v1_applied };
  const first = (name: "whole" | "scaled" | "magnitude", applied: boolean, more = {}) => {
    const sums = sleeveSums(new RunView(runOf({ tables: { ...tables, ...more } }), "run"), applied);
    expect([sums.dates, sums.assets]).toEqual([sleeve_weights_post.dates, ["ES", "TY", "GC"]]);
    return [...sums[name].subarray(0, 3)];
  };

  it("is each asset's sum by name, with the scalars of the date or without", () => {
    expect(first("whole", false)).toEqual([-1, 20, 8]);
    expect(first("scaled", false)).toEqual([-1, 20, 8]);
    expect(first("magnitude", false)).toEqual([3 + 1, 20 + 20, 8 + 8]);
    expect(first("scaled", true)).toEqual([0.5 - 0.5, Number.NaN, 1]); // a column without a sleeve has no scalar
    expect(first("magnitude", true)[2]).toBe(8 + 1);
  });

  it("has the overlay on top, at the system's scalar, where scalars are applied", () => {
    const overlaid = { overlay_weights, allocator_risk_v1_applied };
    const named = {
      ...overlaid,
      sleeve_weights_post: { ...sleeve_weights_post, columns: ["a/ES", "b/ES", "a/TY", "b/x/GC", "b/TY"] },
    };
    expect(first("scaled", true, named).slice(0, 2)).toEqual([0, 2 + 4 + 16]);
    expect(first("scaled", false, named)).toEqual([-1, 20, 8]);
    expect(first("scaled", true, { ...named, allocator_risk_v1_applied: undefined }).slice(0, 2)).toEqual([0, 6]);
    expect(first("scaled", true, named)[2]).toBeNaN(); // the overlay has no such asset
  });

  it("is NaN on a date that the scalars lack", () => {
    const sums = sleeveSums(new RunView(runOf({ tables }), "run"), true);
    expect([sums.whole[3], sums.scaled[3]]).toEqual([8, Number.NaN]);
  });
});
