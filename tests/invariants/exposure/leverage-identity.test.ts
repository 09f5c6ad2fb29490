import { describe, expect, it } from "vitest";
import { leverageIdentity } from "../../../invariants/exposure/leverage-identity.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_pre = table`
  date        ZT   ES
  2024-01-05  3   -1
  2024-02-05  0    0`;
const weights_post = table`
  date        ZT     ES
  2024-01-05  1.5   -0.5
  2024-02-05  0      0`;
const leverage_series = table`
  date        vol   leverage  gross_before  gross_after
  2024-01-05  0.05  2         4             2
  2024-02-05  0     0         0             0`;
const tables = { weights_pre, weights_post, leverage_series };

describe("exposure/leverage-identity", () => {
  it("passes when the book is its input over gross times leverage, a book of zeros included", () => {
    expectPass(judged(leverageIdentity, { tables }), 2 * 3 + 4);
  });

  it("fails when leverage is applied twice", () => {
    const squared = table`
      date        ZT   ES
      2024-01-05  3   -1`;
    expectFail(
      judged(leverageIdentity, { tables: { ...tables, weights_post: squared } }),
      { date: "2024-01-05", asset: null, artifact: "leverage_series.csv", expected: 4, actual: 2 },
      {
        date: "2024-01-05",
        asset: "ZT",
        artifact: "weights_post.csv",
        expected: 1.5,
        actual: 3,
        message: "weights_pre 3 × 0.5 (leverage 2, gross 4) is another weight",
      },
      { date: "2024-01-05", asset: "ES", expected: -0.5, actual: -1 },
    );
  });

  it("fails when one asset goes unscaled, or gross_before is net", () => {
    expectFail(
      judged(leverageIdentity, { tables: { ...tables, weights_post: withCell(weights_post, "2024-01-05", "ES", -1) } }),
      { artifact: "leverage_series.csv", expected: 2.5, actual: 2, message: "gross_after is Σ|weights_post|" },
      { date: "2024-01-05", asset: "ES", expected: -0.5, actual: -1 },
    );
    const net = withCell(leverage_series, "2024-01-05", "gross_before", 2);
    expectFail(judged(leverageIdentity, { tables: { ...tables, leverage_series: net } }), {
      expected: 4,
      actual: 2,
      message: "gross_before is Σ|weights_pre|",
    });
  });

  it("fails when the gross of a targeted book is not its leverage", () => {
    const other = withCell(leverage_series, "2024-01-05", "leverage", 3);
    expectFail(
      judged(leverageIdentity, { tables: { ...tables, leverage_series: other } }),
      { expected: 3, actual: 2, message: "a targeted book has the gross of its leverage" },
      { asset: "ZT", expected: 2.25 },
      { asset: "ES", expected: -0.75 },
    );
  });

  it("goes by the recorded policy, whatever volatility is recorded", () => {
    const targeted = { exposure: { kind: "vol-target", targetVol: 0.1, volWindow: 20, minObservations: 10 } } as const;
    expectPass(judged(leverageIdentity, { config: targeted, tables }), 2 * 3 + 4);
    const unknown = withCell(leverage_series, "2024-01-05", "vol", Number.NaN);
    expectPass(judged(leverageIdentity, { config: targeted, tables: { ...tables, leverage_series: unknown } }), 10);
    const doubled = {
      weights_pre,
      weights_post: table`
        date        ZT   ES
        2024-01-05  6   -2
        2024-02-05  0    0`,
      leverage_series: table`
        date        vol   leverage  gross_before  gross_after
        2024-01-05  0.05  2         4             8
        2024-02-05  0.05  2         0             0`,
    };
    const fixed = { exposure: { kind: "fixed", multiplier: 2 } } as const;
    expectPass(judged(leverageIdentity, { config: fixed, tables: doubled }), 2 * 3 + 4);
  });

  describe("under the fixed policy", () => {
    const fixed = {
      weights_pre: table`
        date        ZT   ES
        2024-01-05  3   -1`,
      weights_post: table`
        date        ZT     ES
        2024-01-05  3.75  -1.25`,
      leverage_series: table`
        date        vol  leverage  gross_before  gross_after
        2024-01-05  -    1.25      4             5`,
    };

    it("passes when every weight is multiplied, with or without the config", () => {
      expectPass(judged(leverageIdentity, { tables: fixed }), 2 + 2);
      expectPass(
        judged(leverageIdentity, { config: { exposure: { kind: "fixed", multiplier: 1.25 } }, tables: fixed }),
        3 + 2,
      );
    });

    it("fails for another multiplier than the policy's", () => {
      expectFail(judged(leverageIdentity, { config: { exposure: { kind: "none" } }, tables: fixed }), {
        expected: 1,
        actual: 1.25,
        message: 'the exposure policy "none" has the multiplier 1',
      });
    });
  });

  it("proves nothing of a book without its input or its leverage, and NaN fails", () => {
    expectPass(
      judged(leverageIdentity, { tables: { ...tables, weights_pre: withoutRows(weights_pre, "2024-01-05") } }),
      3 + 2,
    );
    expectUnproven(
      judged(leverageIdentity, {
        tables: { ...tables, leverage_series: table`date vol leverage gross_before gross_after` },
      }),
    );
    const broken = withCell(weights_post, "2024-02-05", "ZT", Number.NaN);
    expectFail(
      judged(leverageIdentity, { tables: { ...tables, weights_post: broken } }),
      { date: "2024-02-05", expected: "NaN" },
      { date: "2024-02-05", asset: "ZT", actual: "NaN", message: expect.stringContaining("weights_pre 0 × 0") },
    );
  });

  it("is skipped without its tables", () => {
    expectSkipped(judged(leverageIdentity, { tables: { weights_pre, weights_post } }), "needs leverage_series.csv");
  });
});
