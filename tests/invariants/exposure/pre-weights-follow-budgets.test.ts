import { describe, expect, it } from "vitest";
import { preWeightsFollowBudgets } from "../../../invariants/exposure/pre-weights-follow-budgets.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const returns = table`
  date        ES  TY
  2024-01-01  0   0
  2024-01-02  0   0
  2024-01-03  0   0
  2024-01-04  0   0`;
/** core answers on the first and the third day, and holds on the fourth; carry answers on the second alone. */
const core = {
  name: "core",
  budget: 0.5,
  strategy: {
    kind: "weights" as const,
    dates: ["2024-01-01", "2024-01-03", "2024-01-04"],
    values: [[1, 0], [0.4, -0.6], null],
  },
};
const carry = {
  name: "carry",
  budget: 2,
  strategy: { kind: "weights" as const, dates: ["2024-01-02"], values: [[0, 0.25]] },
};
const momentum = { name: "trend", budget: 3, strategy: { kind: "momentum" as const, period: 2 } };
const tables = {
  returns,
  weights_model: table`
    date        ES   TY
    2024-01-01  1    0
    2024-01-02  1    0.25
    2024-01-03  0.4  -0.35`,
  weights_pre: table`
    date        ES   TY
    2024-01-01  0.5  0
    2024-01-02  0.5  0.5
    2024-01-03  0.2  0.2`,
};
const universe = ["ES", "TY"];
const given: Partial<ConfigInput> = { sleeves: [core, carry], rebalance: "day" };
const judgedOf = (parts: { readonly tables?: object; readonly config?: Partial<ConfigInput> }) =>
  judged(preWeightsFollowBudgets, { config: given, universe, tables, ...parts });

describe("exposure/pre-weights-follow-budgets", () => {
  it("passes when each answer counts by its budget until the sleeve's next one", () => {
    expectPass(judgedOf({}), 12);
  });

  it("fails when budgets are forgotten, although risk targeting would hide it", () => {
    const forgotten = { ...tables, weights_pre: tables.weights_model };
    expectFail(
      judgedOf({ tables: forgotten }),
      {
        date: "2024-01-01",
        asset: "ES",
        artifact: "weights_pre.csv",
        expected: 0.5,
        actual: 1,
        message: "Σ budget · answer of the sleeves is another weight",
      },
      { date: "2024-01-02", asset: "ES", expected: 0.5, actual: 1 },
      { date: "2024-01-02", asset: "TY", expected: 0.5, actual: 0.25 },
      { date: "2024-01-03", asset: "ES", expected: 0.2, actual: 0.4 },
      { date: "2024-01-03", asset: "TY", expected: 0.2, actual: -0.35 },
    );
  });

  it("fails when the answers themselves are others than the ones given", () => {
    const weights_model = withCell(tables.weights_model, "2024-01-03", "TY", -0.6);
    expectFail(judgedOf({ tables: { ...tables, weights_model } }), {
      date: "2024-01-03",
      asset: "TY",
      artifact: "weights_model.csv",
      expected: -0.35,
      actual: -0.6,
      message: "the sleeves' answers add up to another weight",
    });
  });

  it("reads no row of an unscheduled date, nor one before there is enough history", () => {
    const late = { exposure: { kind: "vol-target", targetVol: 0.1, volWindow: 2, minObservations: 2 } } as const;
    const config = { ...given, ...late };
    const weights_pre = table`
      date        ES   TY
      2024-01-04  0    0`;
    expectFail(
      judgedOf({ config, tables: { returns, weights_pre: tables.weights_pre } }),
      {
        date: "2024-01-01",
        asset: "ES",
        expected: 0,
      },
      { date: "2024-01-02", asset: "ES", expected: 0 },
      { date: "2024-01-02", asset: "TY", expected: 0 },
      {
        date: "2024-01-03",
        asset: "ES",
        actual: 0.2,
        expected: 0,
      },
      { date: "2024-01-03", asset: "TY", expected: 0 },
    );
    expectPass(judgedOf({ config, tables: { returns, weights_pre } }), 2);
  });

  describe("of a momentum", () => {
    const moved = table`
      date        ES     TY     GC
      2024-01-01  0      0      0
      2024-01-02  0.01   0.02   0.00
      2024-01-03  0.03   0.01  -0.01
      2024-01-04  0.00   0.09   0.50   # unknown when the 4th is decided`;
    const config = { ...given, sleeves: [momentum] };
    const weights_model = table`
      date        ES   TY  GC
      2024-01-04  0.5  0   -0.5`;
    const weights_pre = table`
      date        ES   TY  GC
      2024-01-04  1.5  0   -1.5`;
    const judgedOn = (parts: object) =>
      judged(preWeightsFollowBudgets, {
        config,
        universe: ["ES", "TY", "GC"],
        tables: { returns: moved, weights_model, weights_pre, ...parts },
      });

    it("passes what the returns before the date rank", () => {
      expectPass(judgedOn({}), 6);
    });

    it("fails for one that has seen the bar it trades on", () => {
      const ahead = table`
        date        ES   TY  GC
        2024-01-04  -0.5 0   0.5`;
      const { probe } = judgedOn({ weights_model: ahead });
      expect(probe.violations).toMatchObject([
        { asset: "ES", expected: 0.5, actual: -0.5, artifact: "weights_model.csv" },
        { asset: "GC", expected: -0.5, actual: 0.5 },
      ]);
    });

    it("says nothing where rounding ranks, or a return is lost", () => {
      const tie = withCell(moved, "2024-01-03", "TY", 0.02);
      expectUnproven(judgedOn({ returns: tie }));
      expectUnproven(judgedOn({ returns: withoutColumns(moved, "GC") }));
      expectUnproven(judgedOn({ returns: withCell(moved, "2024-01-02", "GC", Number.NaN) }));
    });

    it("is long the only asset there is", () => {
      const one = { config, universe: ["ES"] };
      const pre = table`
        date        ES
        2024-01-04  3`;
      expectPass(judged(preWeightsFollowBudgets, { ...one, tables: { returns: moved, weights_pre: pre } }), 1);
    });
  });

  describe("of a rotation", () => {
    const rotation = { kind: "sector-rotation" as const, momentumPeriod: 2, topN: 2, minMomentum: 0.02 };
    const config = { ...given, sleeves: [{ name: "sectors", budget: 2, strategy: rotation }] };
    const moved = table`
      date        ES     TY     GC
      2024-01-01  0      0      0
      2024-01-02  0.01   0.02   0.00
      2024-01-03  0.03   0.02  -0.01
      2024-01-04  0.00   0.00   0.00`;
    const rotated = (weights: ReturnType<typeof table>, returns = moved) =>
      judged(preWeightsFollowBudgets, {
        config,
        universe: ["ES", "TY", "GC"],
        tables: { returns, weights_pre: weights },
      });

    it("passes equal parts of what is above the threshold, whoever of them is first", () => {
      const both = table`
        date        ES  TY  GC
        2024-01-04  1   1   0`;
      expectPass(rotated(both), 3);
      expectFail(rotated(withCell(both, "2024-01-04", "GC", 1)), { asset: "GC", expected: 0, actual: 1 });
    });

    it("holds cash when nothing is, and says nothing of a score at the threshold", () => {
      const low = withCell(withCell(moved, "2024-01-03", "ES", 0), "2024-01-03", "TY", -0.01);
      const cash = table`
        date        ES  TY  GC
        2024-01-04  0   0   0`;
      expectPass(rotated(cash, low), 3);
      expectUnproven(rotated(cash, withCell(low, "2024-01-03", "ES", 0.01)));
    });
  });

  it("knows what equal weights are", () => {
    const config = { ...given, sleeves: [{ name: "core", budget: 0.5, strategy: { kind: "equal-weight" as const } }] };
    const weights_pre = table`
      date        TY    ES
      2024-01-01  0.25  0.25
      2024-01-02  0.25  0.25`;
    expectPass(judgedOf({ config, tables: { returns, weights_pre } }), 4);
    expectFail(judgedOf({ config, tables: { returns, weights_pre: withCell(weights_pre, "2024-01-02", "ES", 0.5) } }), {
      date: "2024-01-02",
      asset: "ES",
      expected: 0.25,
    });
  });

  it("lets no NaN pass, and compares nothing with what is lost", () => {
    expectFail(
      judgedOf({ tables: { ...tables, weights_pre: withCell(tables.weights_pre, "2024-01-02", "TY", Number.NaN) } }),
      {
        asset: "TY",
        actual: "NaN",
      },
    );
    expectPass(judgedOf({ tables: { ...tables, weights_model: withoutRows(tables.weights_model, "2024-01-02") } }), 10);
    expectPass(judgedOf({ tables: { ...tables, weights_pre: withoutColumns(tables.weights_pre, "ES") } }), 6);
    const other = table`
      date        GC
      2024-01-01  1`;
    expectUnproven(judgedOf({ tables: { returns, weights_pre: other } }));
  });

  it("is skipped where the answers follow from nothing recorded", () => {
    const { returns: _, ...without } = tables;
    expectSkipped(judgedOf({ config: { ...given, sleeves: [momentum] }, tables: without }), "needs returns.csv");
    expectSkipped(judged(preWeightsFollowBudgets, { config: given, tables }), "needs run.json (universe)");
    const wider = judged(preWeightsFollowBudgets, { config: given, tables, universe: ["ES", "TY", "GC"] });
    expect(wider.reason).toBe("sleeve core has rows of 2 weights, and the universe has 3 assets");
  });
});
