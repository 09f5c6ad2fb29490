import { describe, expect, it } from "vitest";
import { outputsFinite } from "../../invariants/data/outputs-finite.ts";
import { grossWithinCap } from "../../invariants/exposure/gross-within-cap.ts";
import { leverageFollowsTarget } from "../../invariants/exposure/leverage-follows-target.ts";
import { leverageIdentity } from "../../invariants/exposure/leverage-identity.ts";
import { noPostRtRenormalization } from "../../invariants/exposure/no-post-rt-renormalization.ts";
import { preWeightsFollowBudgets } from "../../invariants/exposure/pre-weights-follow-budgets.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import { expectFail, expectPass, judged } from "../support/judging.ts";
import { withCell } from "../support/run-of.ts";
import { table } from "../support/tables.ts";
import { day } from "./support.ts";

const books = (assets: readonly string[], weights: readonly number[]): Panel =>
  panel([day(1)], assets, Float64Array.from(weights));

/** What goes into targeting, where the strategy asked for `asked` on that day. */
function taken(assets: readonly string[], asked: readonly number[], weights: readonly number[]) {
  const strategy = { kind: "weights" as const, dates: [day(1)], values: [[...asked]] };
  const config: Partial<ConfigInput> = { sleeves: [{ name: "core", budget: 1, strategy }], rebalance: "day" };
  const returns = panel([day(0), day(1)], assets, new Float64Array(2 * assets.length));
  const tables = { returns, weights_pre: books(assets, weights) };
  return judged(preWeightsFollowBudgets, { config, universe: assets, tables });
}

describe("vectorbt#713: five assets at 20% each", () => {
  const assets = ["A", "B", "C", "D", "E"];
  const asked = [0.2, 0.2, 0.2, 0.2, 0.2];

  it("are not 20%, 16%, 12.8%, 10.24%, each of what the one before has left", () => {
    expectFail(
      taken(assets, asked, [0.2, 0.16, 0.128, 0.1024, 0.08192]),
      { date: day(1), asset: "B", artifact: "weights_pre.csv", expected: 0.2, actual: 0.16 },
      { date: day(1), asset: "C", expected: 0.2, actual: 0.128 },
      { date: day(1), asset: "D", expected: 0.2, actual: 0.1024 },
      { date: day(1), asset: "E", expected: 0.2, actual: 0.08192 },
    );
    expectPass(taken(assets, asked, asked), 5);
  });
});

describe("OctoBot#3027: 18 positions of 5%", () => {
  const assets = Array.from({ length: 18 }, (_, i) => `P${i + 1}`);
  const asked = assets.map(() => 0.05);

  it("are not 6 of 15%, although both add up to 90%", () => {
    const { probe } = taken(
      assets,
      asked,
      assets.map((_, i) => (i < 6 ? 0.15 : 0)),
    );
    expect(probe.violationCount).toBe(18);
    expect(probe.violations[0]).toMatchObject({ asset: "P1", expected: 0.05, actual: 0.15 });
    expect(probe.violations[17]).toMatchObject({ asset: "P18", expected: 0.05, actual: 0 });
    expectPass(taken(assets, asked, asked), 18);
  });
});

describe("Riskfolio-Lib#174: weights that add up to 120%", () => {
  const config = { limits: { maxAssetWeight: 1, maxGross: 1 } };

  it("are over a limit of 100%", () => {
    const weights_post = books(["A", "B", "C"], [0.5, 0.4, 0.3]);
    expectFail(judged(grossWithinCap, { config, tables: { weights_post } }), {
      date: day(1),
      artifact: "weights_post.csv",
      expected: 1,
      actual: 1.2,
    });
    expectPass(
      judged(grossWithinCap, { config, tables: { weights_post: books(["A", "B", "C"], [0.5, 0.3, 0.2]) } }),
      1,
    );
  });
});

describe("bt#80: 1.008 held on a target of 1.0", () => {
  const config = { limits: { maxAssetWeight: 1, maxGross: 1 } };
  const weights_post = books(["SPY", "TLT"], [0.6, 0.4]);
  const weights_scaled = books(["SPY", "TLT"], [0.608, 0.4]);

  it("is over the limit, and no scalar leads there", () => {
    expectFail(judged(grossWithinCap, { config, tables: { weights_post, weights_scaled } }), {
      date: day(1),
      artifact: "weights_scaled.csv",
      expected: 1,
      actual: 1.008,
    });
    expectFail(judged(noPostRtRenormalization, { config, tables: { weights_post, weights_scaled } }), {
      date: day(1),
      asset: "SPY",
      expected: 0.6,
      actual: 0.608,
    });
    expectPass(judged(noPostRtRenormalization, { config, tables: { weights_post, weights_scaled: weights_post } }), 2);
  });
});

describe("bt PR#524: risk targeting that knows the assets of its first call", () => {
  const tables = {
    weights_pre: table`
      date        SPY  TLT
      2024-01-02  1    0
      2024-02-01  0.5  0.5`,
    leverage_series: table`
      date        vol   leverage  gross_before  gross_after
      2024-01-02  0.10  2         1             2
      2024-02-01  0.05  4         1             4`,
    weights_post: table`
      date        SPY  TLT
      2024-01-02  2    0
      2024-02-01  2    2`,
  };

  it("leaves the newcomer unlevered", () => {
    const frozen = { ...tables, weights_post: withCell(tables.weights_post, "2024-02-01", "TLT", 0.5) };
    expectFail(
      judged(leverageIdentity, { tables: frozen }),
      { date: "2024-02-01", artifact: "leverage_series.csv", expected: 2.5, actual: 4 },
      { date: "2024-02-01", asset: "TLT", artifact: "weights_post.csv", expected: 2, actual: 0.5 },
    );
    expectPass(judged(leverageIdentity, { tables }), 2 * 3 + 4);
  });
});

describe("bt PR#548: a volatility of 0", () => {
  const config: Partial<ConfigInput> = {
    exposure: { kind: "vol-target", targetVol: 0.2, volWindow: 2, minObservations: 2, volFloor: 0.01, leverageCap: 4 },
  };
  const returns = table`
    date        BIL
    2024-01-02  0
    2024-01-03  0
    2024-01-04  0
    2024-01-05  0`;
  const weights_pre = table`
    date        BIL
    2024-01-05  1`;
  const levered = (leverage: number) => ({
    returns,
    weights_pre,
    leverage_series: panel(
      ["2024-01-05"],
      ["vol", "leverage", "gross_before", "gross_after"],
      Float64Array.of(0, leverage, 1, leverage),
    ),
  });

  it("levers to what caps and limits allow, not to infinity", () => {
    const infinite = levered(Number.POSITIVE_INFINITY);
    expectFail(
      judged(outputsFinite, { tables: infinite }),
      { date: "2024-01-05", artifact: "leverage_series.csv", actual: "Infinity" },
      { date: "2024-01-05", artifact: "leverage_series.csv", actual: "Infinity" },
    );
    expectFail(judged(leverageFollowsTarget, { config, tables: infinite }), {
      date: "2024-01-05",
      expected: 2,
      actual: "Infinity",
    });
    expectPass(judged(leverageFollowsTarget, { config, tables: levered(2) }), 2);
  });
});
