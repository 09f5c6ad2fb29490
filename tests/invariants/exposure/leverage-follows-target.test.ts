import { describe, it } from "vitest";
import { leverageFollowsTarget } from "../../../invariants/exposure/leverage-follows-target.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { smallRun } from "../../support/reference-run.ts";
import { changed, withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

// The unit book is half ES, half TY: its returns of the window are 1%, −1%, 1%, −1%, so with ddof 1 its daily
// volatility is 0.01·√(4/3), annualised by 3 (a year of three bars) 0.02.
const returns = table`
  date        ES     TY
  2024-01-02  0      0
  2024-01-03  0.09   0.09    # before the window
  2024-01-04  0.02   0
  2024-01-05 -0.02   0
  2024-01-08  0      0.02
  2024-01-09  0     -0.02
  2024-01-10  0.50   0.50    # the rebalance itself: not known yet`;
const weights_pre = table`
  date        ES  TY
  2024-01-10  3   3`;
const leverage_series = table`
  date        vol   leverage  gross_before  gross_after
  2024-01-10  0.02  2.5       6             2.5`;
const config = {
  exposure: { kind: "vol-target", targetVol: 0.05, volWindow: 4, minObservations: 2 },
  conventions: { annualization: 3 },
} as const;
const tables = { returns, weights_pre, leverage_series };
const otherVol = "the volatility of the unit book over the 4 returns before the date is another";
const otherLeverage = "leverage is target 0.05 over that volatility, at most what caps and limits allow";

describe("exposure/leverage-follows-target", () => {
  it("passes when leverage is target over the volatility before the date", () => {
    expectPass(judged(leverageFollowsTarget, { config, tables }), 2);
    expectPass(judged(leverageFollowsTarget, smallRun()));
  });

  it("fails when the window includes the day itself, or is not annualised", () => {
    const today = table`
      date        vol                leverage            gross_before  gross_after
      2024-01-10  0.445701020         0.1121828179        6             0.1121828179`;
    expectFail(
      judged(leverageFollowsTarget, { config, tables: { ...tables, leverage_series: today } }),
      { date: "2024-01-10", artifact: "leverage_series.csv", expected: 0.02, actual: 0.44570102, message: otherVol },
      { date: "2024-01-10", expected: 2.5, actual: 0.1121828179, message: otherLeverage },
    );
    const daily = withCell(leverage_series, "2024-01-10", "vol", 0.02 / Math.sqrt(3));
    expectFail(judged(leverageFollowsTarget, { config, tables: { ...tables, leverage_series: daily } }), {
      expected: 0.02,
      actual: 0.02 / Math.sqrt(3),
    });
  });

  it("knows the day itself where the run says that weights earn from the next one on", () => {
    const later = { ...config, conventions: { annualization: 3, earnsFrom: 1 } } as const;
    // Unit returns −1%, 1%, −1%, 50% around their mean: squares of 0.190275 / 3, times 3 for the year.
    const expected = Math.sqrt(0.190275);
    expectFail(
      judged(leverageFollowsTarget, { config: later, tables }),
      { expected, actual: 0.02 },
      { expected: 0.05 / expected, actual: 2.5 },
    );
  });

  it("allows leverage the rounding that the volatility may have, and no more", () => {
    // Σ|w·r| is 0.01 · √3 a year, 0.87 of the volatility: 1e-9 of 1.87 times the leverage.
    const off = (by: number) => ({
      ...tables,
      leverage_series: withCell(leverage_series, "2024-01-10", "leverage", 2.5 * (1 + by)),
    });
    expectPass(judged(leverageFollowsTarget, { config, tables: off(1.7e-9) }), 2);
    expectFail(judged(leverageFollowsTarget, { config, tables: off(2.1e-9) }), { expected: 2.5 });
  });

  it("lowers the expected leverage to the cap and the limits", () => {
    const capped = withCell(leverage_series, "2024-01-10", "leverage", 1.5);
    const run = { tables: { ...tables, leverage_series: capped } };
    const { exposure } = config;
    expectFail(judged(leverageFollowsTarget, { config, ...run }), { expected: 2.5, actual: 1.5 });
    expectPass(
      judged(leverageFollowsTarget, { config: { ...config, exposure: { ...exposure, leverageCap: 1.5 } }, ...run }),
    );
    expectPass(
      judged(leverageFollowsTarget, { config: { ...config, limits: { maxAssetWeight: 2, maxGross: 1.5 } }, ...run }),
    );
    expectPass(
      judged(leverageFollowsTarget, { config: { ...config, limits: { maxAssetWeight: 0.75, maxGross: 4 } }, ...run }),
    );
    expectPass(
      judged(leverageFollowsTarget, { config: { ...config, exposure: { ...exposure, volFloor: 0.05 / 1.5 } }, ...run }),
    );
  });

  it("expects no leverage on a book of zeros", () => {
    const flat = {
      ...tables,
      weights_pre: table`
      date        ES  TY
      2024-01-10  0   0`,
    };
    expectFail(judged(leverageFollowsTarget, { config, tables: flat }), { expected: 0, actual: 2.5 });
  });

  it("fails for NaN in the window", () => {
    const broken = withCell(returns, "2024-01-08", "ES", Number.NaN);
    expectFail(
      judged(leverageFollowsTarget, { config, tables: { ...tables, returns: broken } }),
      { expected: "NaN" },
      { expected: "NaN" },
    );
  });

  it("does not take the rounding of a volatility that is none for a finding", () => {
    const still = {
      ...tables,
      returns: table`
      date        ES    TY
      2024-01-02  0     0
      2024-01-03  0.01  0.01
      2024-01-04  0.01  0.01
      2024-01-05  0.01  0.01
      2024-01-08  0.01  0.01
      2024-01-10  0     0`,
      leverage_series: table`
      date        vol    leverage  gross_before  gross_after
      2024-01-10  3e-18  4         6             4`,
    };
    expectPass(judged(leverageFollowsTarget, { config, tables: still }), 2);
  });

  it("is unproven where the returns of an asset, or of the date, are not there", () => {
    expectUnproven(
      judged(leverageFollowsTarget, { config, tables: { ...tables, returns: withoutColumns(returns, "TY") } }),
    );
    expectUnproven(
      judged(leverageFollowsTarget, { config, tables: { ...tables, returns: withoutRows(returns, "2024-01-10") } }),
    );
  });

  it("is skipped for other policies and without a config", () => {
    expectSkipped(judged(leverageFollowsTarget, { config: {}, tables }), 'the exposure policy is "none"');
    expectSkipped(judged(leverageFollowsTarget, { tables }), "needs run.json (config)");
    expectSkipped(
      judged(leverageFollowsTarget, changed(smallRun(), { tables: { returns: undefined } })),
      "needs returns.csv",
    );
  });

  it("keeps an overlay's budget free under both limits", () => {
    const overlay = { name: "crisis", budget: 0.5, strategy: { kind: "equal-weight" } } as const;
    const limited = { ...config, allocator: { mode: "compute", overlay } } as const;
    const gross = { ...limited, limits: { maxAssetWeight: 9, maxGross: 2 } };
    expectFail(judged(leverageFollowsTarget, { config: gross, tables }), { expected: 1.5, actual: 2.5 });
    const asset = { ...limited, limits: { maxAssetWeight: 1.25, maxGross: 9 } };
    expectFail(judged(leverageFollowsTarget, { config: asset, tables }), { expected: 1.5, actual: 2.5 });
  });
});
