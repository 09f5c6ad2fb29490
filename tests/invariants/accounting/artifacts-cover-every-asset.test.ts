import { describe, it } from "vitest";
import { artifactsCoverEveryAsset } from "../../../invariants/accounting/artifacts-cover-every-asset.ts";
import { expectFail, expectPass, expectUnproven, judged } from "../../support/judging.ts";
import { withBlank, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { labels, table } from "../../support/tables.ts";

const weights_pre = table`
  date        ES  TY  GC
  2024-01-05  1   0   2
  2024-02-05  0   1   1`;
const weights_post = weights_pre;
const weights_daily = table`
  date        ES  TY  GC
  2024-01-04  0   0   0
  2024-01-05  1   0   2
  2024-02-05  0   1   1`;

describe("accounting/artifacts-cover-every-asset", () => {
  it("passes when all panels have all assets, zeros included, and siblings share dates", () => {
    expectPass(judged(artifactsCoverEveryAsset, { tables: { weights_pre, weights_post, weights_daily } }), 9 + 21 + 2);
  });

  it("does not mind columns in another order", () => {
    const turned = table`
      date        GC  ES  TY
      2024-01-05  2   1   0
      2024-02-05  1   0   1`;
    expectPass(judged(artifactsCoverEveryAsset, { tables: { weights_pre, weights_post: turned } }));
  });

  it("fails with each sleeve of the config that a table by sleeve lacks, and each that is nobody's", () => {
    const sleeve = (name: string) => ({ name, budget: 1, strategy: { kind: "equal-weight" as const } });
    const config = { sleeves: [sleeve("core"), sleeve("trend")] };
    const tables = {
      weights_post: table`
        date        ES  TY
        2024-01-05  1   0`,
      sleeve_weights_post: table`
        date        trend/TY  core/ES  core/TY  trend/ES
        2024-01-05  0         1        0        0`,
      allocator_sleeve_risk_v1_applied: table`
        date        core  trend
        2024-01-05  1     1`,
    };
    expectPass(judged(artifactsCoverEveryAsset, { config, tables }), 2 + 2 + 2 + 4 + 2);
    expectFail(
      judged(artifactsCoverEveryAsset, { config: { sleeves: [sleeve("core"), sleeve("roll")] }, tables }),
      {
        artifact: "allocator_sleeve_risk_v1_applied.csv",
        asset: "roll",
        expected: "a column",
        message: "allocator_sleeve_risk_v1_applied.csv has no column roll, which is a sleeve of the config",
      },
      {
        asset: "trend",
        expected: "no column",
        message: "allocator_sleeve_risk_v1_applied.csv has a column trend, which is not a sleeve of the config",
      },
      {
        artifact: "sleeve_weights_post.csv",
        asset: "roll/ES",
        message:
          "sleeve_weights_post.csv has no column roll/ES, which is a sleeve of the config and an asset of the universe",
      },
      { asset: "roll/TY" },
      { asset: "trend/TY", actual: "a column" },
      { asset: "trend/ES" },
    );
    const dropped = { ...tables, sleeve_weights_post: withoutColumns(tables.sleeve_weights_post, "trend/ES") };
    expectFail(judged(artifactsCoverEveryAsset, { config, tables: dropped }), { asset: "trend/ES", actual: "absent" });
  });

  it("fails with each asset that a panel dropped", () => {
    const one = withoutColumns(weights_post, "ES", "TY");
    expectFail(
      judged(artifactsCoverEveryAsset, { tables: { weights_pre, weights_post: one } }),
      { asset: "ES", artifact: "weights_post.csv", expected: "a column", actual: "absent" },
      {
        asset: "TY",
        artifact: "weights_post.csv",
        message: "weights_post.csv has 1 of 3 assets; TY is in its sibling panels and has no column here",
      },
    );
    expectFail(
      judged(artifactsCoverEveryAsset, { tables: { weights_pre, weights_daily: withoutColumns(weights_daily, "GC") } }),
      {
        asset: "GC",
        artifact: "weights_daily.csv",
      },
    );
    const declared = { universe: ["ES", "TY", "GC"], tables: { weights_post: withoutColumns(weights_post, "TY") } };
    expectFail(judged(artifactsCoverEveryAsset, declared), {
      asset: "TY",
      message:
        "weights_post.csv has 2 of 3 assets; TY is in the universe of run.json and of its sibling panels and has no column here",
    });
  });

  it("fails with the count where only the log knows how many assets there were", () => {
    const log = ["[RT] 2024-01-05: gross_before=3.00, assets=13", "[RT] 2024-02-05: gross_before=2.00, assets=13"];
    expectFail(judged(artifactsCoverEveryAsset, { tables: { weights_pre }, log }), {
      date: "2024-01-05",
      artifact: "run.log",
      expected: 13,
      actual: 3,
      location: "run.log:1",
      message: "run.log line 1 prints assets=13; all panels together name 3",
    });
    const three = ["[RT] 2024-01-05: gross_before=3.00, assets=3", "[RT] 2024-02-05: gross_before=2.00"];
    expectPass(judged(artifactsCoverEveryAsset, { tables: { weights_pre }, log: three }));
  });

  it("fails with the date that a table lost, or alone has", () => {
    const lost = withoutRows(weights_post, "2024-02-05");
    expectFail(judged(artifactsCoverEveryAsset, { tables: { weights_pre, weights_post: lost } }), {
      date: "2024-02-05",
      artifact: "weights_post.csv",
      expected: "a row",
      actual: "absent",
      message: "weights_post.csv has no row dated 2024-02-05; 1 of its 1 sibling tables have one",
    });
    const first = withoutRows(weights_post, "2024-01-05");
    expectFail(
      judged(artifactsCoverEveryAsset, {
        tables: { weights_pre: lost, weights_post: first, weights_raw: weights_post },
      }),
      { date: "2024-02-05", artifact: "weights_pre.csv" },
      { date: "2024-01-05", artifact: "weights_post.csv" },
    );
    const third = { dates: ["2024-03-05"], columns: weights_pre.columns, values: new Float64Array(3) };
    expectFail(
      judged(artifactsCoverEveryAsset, { tables: { weights_pre: third, weights_post, weights_raw: weights_post } }),
      { date: "2024-01-05", artifact: "weights_pre.csv", expected: "a row" },
      { date: "2024-02-05", artifact: "weights_pre.csv", expected: "a row" },
      { date: "2024-03-05", artifact: "weights_pre.csv", expected: "no row" },
    );
    const turnover = table`
      date        turnover  cost
      2024-01-05  3         0
      2024-02-05  3         0
      2024-03-05  0         0   # a rebalance of no other table`;
    expectFail(judged(artifactsCoverEveryAsset, { tables: { weights_pre, weights_post, turnover } }), {
      date: "2024-03-05",
      artifact: "turnover.csv",
      expected: "no row",
      actual: "a row",
      message: "turnover.csv has a row dated 2024-03-05 that 2 of its 2 sibling tables lack",
    });
  });

  it("holds the regimes against the dates of the market", () => {
    const regimes = labels`
      date        regime
      2024-01-04  NORMAL
      2024-02-05  NORMAL`;
    expectFail(judged(artifactsCoverEveryAsset, { tables: { weights_daily }, regimes }), {
      date: "2024-01-05",
      artifact: "allocator_regime_v1.csv",
    });
  });

  it("fails with an empty cell and with an asset that has two columns", () => {
    const blank = withBlank(weights_post, "2024-02-05", "TY");
    expectFail(judged(artifactsCoverEveryAsset, { tables: { weights_pre, weights_post: blank } }), {
      date: "2024-02-05",
      asset: "TY",
      artifact: "weights_post.csv",
      expected: "a number",
      actual: "an empty cell",
      message: "weights_post.csv has no number for TY on 2024-02-05; an asset without a position is a 0",
    });
    const twice = table`
      date        ES  ES  TY  GC
      2024-01-05  1   1   0   2`;
    for (const universe of [["ES", "TY", "GC"], undefined]) {
      expectFail(judged(artifactsCoverEveryAsset, { universe, tables: { weights_pre: twice } }), {
        asset: "ES",
        artifact: "weights_pre.csv",
        expected: "one column",
        actual: "two columns",
        message: "weights_pre.csv has ES twice",
      });
    }
  });

  it("sees a column that all panels have twice, few or many", () => {
    for (const width of [3, 16, 17, 40]) {
      const columns = Array.from({ length: width }, (_, i) => `A${i}`);
      const row = (names: readonly string[]) => ({
        dates: ["2024-01-05"],
        columns: names,
        values: new Float64Array(width),
      });
      const panels = (names: readonly string[]) => ({ tables: { weights_pre: row(names), weights_post: row(names) } });
      expectPass(judged(artifactsCoverEveryAsset, panels(columns)), 2 * width + 2 * width + 1);
      const twice = columns.with(width - 1, "A1");
      expectFail(
        judged(artifactsCoverEveryAsset, panels(twice)),
        { artifact: "weights_pre.csv", asset: "A1", actual: "two columns" },
        { artifact: "weights_post.csv", asset: "A1", actual: "two columns" },
      );
    }
  });

  it("does not read what was loaded from another run as a sibling", () => {
    const allocator_risk_v1_applied_source = table`
      date        risk_scalar_applied
      2023-12-05  1`;
    expectPass(judged(artifactsCoverEveryAsset, { tables: { weights_pre, allocator_risk_v1_applied_source } }));
  });

  it("is unproven when the run has no panel", () => {
    expectUnproven(judged(artifactsCoverEveryAsset, { log: [] }));
    expectUnproven(judged(artifactsCoverEveryAsset, { tables: { turnover: table`date turnover cost` } }));
  });
});
