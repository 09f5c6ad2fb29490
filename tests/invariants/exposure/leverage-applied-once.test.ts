import { describe, it } from "vitest";
import { leverageAppliedOnce } from "../../../invariants/exposure/leverage-applied-once.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_pre = table`
  date        ES   TY
  2024-01-05  0.5  -0.5
  2024-02-05  0.8   0`;
const weights_post = table`
  date        ES    TY
  2024-01-05  0.75  -0.75
  2024-02-05  1.2    0`;
const leverage_series = table`
  date        vol  leverage  gross_before  gross_after
  2024-01-05  -    1.5       1             1.5
  2024-02-05  -    1.5       0.8           1.2`;
const tables = { weights_pre, weights_post, leverage_series };
const strategy = {
  kind: "weights",
  dates: ["2024-01-05", "2024-02-05"],
  values: [
    [0.5, -0.5],
    [0.8, 0],
  ],
} as const;
const sleeves = [{ name: "core", budget: 1, strategy: JSON.parse(JSON.stringify(strategy)) }];
const fixed = { sleeves, exposure: { kind: "fixed", multiplier: 1.5 } } as const;

describe("exposure/leverage-applied-once", () => {
  it("passes when gross is the answer times the multiplier, and the answer is the strategy's", () => {
    expectPass(judged(leverageAppliedOnce, { config: fixed, tables }), 3 * 2);
  });

  it("fails for leverage squared, in the book and in the series", () => {
    const squared = withCell(withCell(weights_post, "2024-01-05", "ES", 1.125), "2024-01-05", "TY", -1.125);
    const series = withCell(leverage_series, "2024-01-05", "gross_after", 2.25);
    const twice = { ...tables, weights_post: squared, leverage_series: series };
    expectFail(
      judged(leverageAppliedOnce, { config: fixed, tables: twice }),
      {
        date: "2024-01-05",
        artifact: "weights_post.csv",
        expected: 1.5,
        actual: 2.25,
        message: "Σ|weights_post| is Σ|weights_pre| times 1.5, once",
      },
      {
        date: "2024-01-05",
        artifact: "leverage_series.csv",
        expected: 1.5,
        actual: 2.25,
        message: "gross_after is the gross of weights_post under one leverage",
      },
    );
  });

  it("fails where the answer carries leverage already: what a hold left is levered again", () => {
    const compounded = withCell(weights_pre, "2024-02-05", "ES", 1.5);
    const post = withCell(weights_post, "2024-02-05", "ES", 2.25);
    const series = withCell(leverage_series, "2024-02-05", "gross_after", 2.25);
    const again = { weights_pre: compounded, weights_post: post, leverage_series: series };
    expectFail(judged(leverageAppliedOnce, { config: fixed, tables: again }), {
      date: "2024-02-05",
      artifact: "weights_pre.csv",
      expected: 1,
      actual: 1.5,
      message: "the sleeves' answers times their budgets add up to 1 at most; the rest is leverage already",
    });
  });

  it("knows no bound before a row is given, and 1 a sleeve of strategies that decide themselves", () => {
    const rule = { name: "rule", budget: 0.5, strategy: { kind: "sector-rotation" } } as const;
    const one = { ...fixed, sleeves: [rule] };
    expectFail(
      judged(leverageAppliedOnce, { config: one, tables }),
      { date: "2024-01-05", expected: 0.5, actual: 1 },
      { date: "2024-02-05", expected: 0.5, actual: 0.8 },
    );
    expectPass(judged(leverageAppliedOnce, { config: { ...fixed, sleeves: [{ ...rule, budget: 1 }] }, tables }), 6);
    const late = [
      { name: "core", budget: 1, strategy: { ...sleeves[0]!.strategy, dates: ["2024-02-05", "2024-02-06"] } },
    ];
    expectFail(judged(leverageAppliedOnce, { config: { ...fixed, sleeves: late }, tables }), {
      date: "2024-01-05",
      expected: 0,
      actual: 1,
    });
  });

  it("holds gross against the leverage under a volatility target, against nothing else without a policy", () => {
    const targeted = { sleeves, exposure: { kind: "vol-target", targetVol: 0.1 } } as const;
    expectFail(
      judged(leverageAppliedOnce, { config: targeted, tables }),
      {
        date: "2024-02-05",
        artifact: "weights_post.csv",
        expected: 1.5,
        actual: 1.2,
        message: "Σ|weights_post| is the leverage, once",
      },
      { date: "2024-02-05", artifact: "leverage_series.csv", expected: 1.5, actual: 1.2 },
    );
    const plain = {
      ...tables,
      weights_post: weights_pre,
      leverage_series: withCell(
        withCell(leverage_series, "2024-01-05", "gross_after", 1),
        "2024-02-05",
        "gross_after",
        0.8,
      ),
    };
    expectPass(judged(leverageAppliedOnce, { config: { sleeves }, tables: plain }), 6);
  });

  it("compares no rows that are lost, and fails for NaN", () => {
    const lost = { ...tables, leverage_series: withoutRows(leverage_series, "2024-02-05") };
    expectPass(judged(leverageAppliedOnce, { config: fixed, tables: lost }), 4);
    const broken = { ...tables, weights_post: withCell(weights_post, "2024-02-05", "TY", Number.NaN) };
    expectFail(judged(leverageAppliedOnce, { config: fixed, tables: broken }), { actual: "NaN" });
  });

  it("is skipped without its parts, unproven without a rebalance", () => {
    expectSkipped(judged(leverageAppliedOnce, { tables }), "needs run.json (config)");
    const none = {
      weights_pre: table`date ES`,
      weights_post: table`date ES`,
      leverage_series: table`date vol leverage gross_before gross_after`,
    };
    expectUnproven(judged(leverageAppliedOnce, { config: fixed, tables: none }));
  });
});
