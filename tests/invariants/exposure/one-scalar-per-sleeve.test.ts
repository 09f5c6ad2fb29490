import { describe, it } from "vitest";
import { oneScalarPerSleeve } from "../../../invariants/exposure/one-scalar-per-sleeve.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

/** core is long ES, trend is short ES and long TY; core is halved, trend kept. */
const tables = {
  sleeve_weights_post: table`
    date        core/ES  core/TY  trend/ES  trend/TY
    2024-01-02  1        0        -0.4      0.2`,
  weights_post: table`
    date        ES    TY
    2024-01-02  0.6   0.2`,
  allocator_sleeve_risk_v1_applied: table`
    date        core  trend
    2024-01-02  0.5   1`,
  weights_scaled: table`
    date        ES    TY
    2024-01-02  0.1   0.2`,
};
const config = { allocator: { mode: "compute", sleeveScalars: {} } } as const;

describe("exposure/one-scalar-per-sleeve", () => {
  it("passes when each sleeve carries its own scalar", () => {
    expectPass(judged(oneScalarPerSleeve, { config, tables }), 4);
  });

  it("fails when each sleeve has its neighbour's scalar", () => {
    const swapped = {
      ...tables,
      weights_scaled: table`
      date        ES    TY
      2024-01-02  0.8   0.1`,
    };
    expectFail(
      judged(oneScalarPerSleeve, { config, tables: swapped }),
      {
        asset: "ES",
        artifact: "weights_scaled.csv",
        expected: 0.1,
        message: "Σ scalar · book of the sleeves is another weight",
      },
      { asset: "TY", expected: 0.2 },
    );
  });

  it("fails when the sleeves' books do not add up to the targeted book", () => {
    const post = withCell(tables.weights_post, "2024-01-02", "TY", 0.3);
    expectFail(judged(oneScalarPerSleeve, { config, tables: { ...tables, weights_post: post } }), {
      asset: "TY",
      artifact: "weights_post.csv",
      expected: 0.2,
      actual: 0.3,
      message: "the sleeves' books add up to another weight",
    });
  });

  it("adds the overlay by the system's scalar", () => {
    const overlaid = {
      ...tables,
      overlay_weights: table`
        date        ES   TY
        2024-01-02  0    0.4`,
      allocator_risk_v1_applied: table`
        date        risk_scalar_applied
        2024-01-02  0.5`,
    };
    expectFail(judged(oneScalarPerSleeve, { config, tables: overlaid }), { asset: "TY", expected: 0.4, actual: 0.2 });
    const added = { ...overlaid, weights_scaled: withCell(tables.weights_scaled, "2024-01-02", "TY", 0.4) };
    expectPass(judged(oneScalarPerSleeve, { config, tables: added }));
  });

  it("expects the plain sum where the allocator is off", () => {
    const off = { allocator: { mode: "off", sleeveScalars: {} } } as const;
    expectPass(judged(oneScalarPerSleeve, { config: off, tables: { ...tables, weights_scaled: tables.weights_post } }));
    expectFail(judged(oneScalarPerSleeve, { config: off, tables }), {
      asset: "ES",
      expected: 0.6,
      message: "the allocator is off: it is Σ of the sleeves",
    });
  });

  it("finds every weight by date and asset, and what is not there is not compared", () => {
    const more = {
      sleeve_weights_post: table`
        date        core/ES  core/TY  trend/ES  trend/TY
        2024-01-02  1        0        -0.4      0.2
        2024-02-01  0.5      0.5      0         0.3`,
      weights_post: table`
        date        TY   GC  ES
        2023-12-01  9    9   9
        2024-01-02  0.2  9   0.6
        2024-02-01  0.8  9   0.5`,
      allocator_sleeve_risk_v1_applied: table`
        date        core  trend
        2024-01-02  0.5   1
        2024-02-01  1     0.5`,
      weights_scaled: table`
        date        GC  TY    ES
        2023-12-01  9   9     9
        2024-01-02  9   0.2   0.1
        2024-02-01  9   0.65  0.5`,
    };
    expectPass(judged(oneScalarPerSleeve, { config, tables: more }), 8);
    for (const name of ["weights_post", "weights_scaled"] as const) {
      const narrow = { ...more, [name]: withoutColumns(more[name], "TY") };
      expectPass(judged(oneScalarPerSleeve, { config, tables: narrow }), 6);
      const short = { ...more, [name]: withoutRows(more[name], "2024-01-02") };
      expectPass(judged(oneScalarPerSleeve, { config, tables: short }), 6);
      const wrong = { ...more, [name]: withCell(more[name], "2024-02-01", "ES", 0.4) };
      expectFail(judged(oneScalarPerSleeve, { config, tables: wrong }), {
        date: "2024-02-01",
        asset: "ES",
        actual: 0.4,
      });
    }
  });

  it("passes over rows and columns that a table lacks, is unproven without rebalances and skipped without sleeves", () => {
    const other = table`
      date        GC
      2024-01-03  1`;
    expectUnproven(
      judged(oneScalarPerSleeve, { config, tables: { ...tables, weights_post: other, weights_scaled: other } }),
    );
    expectSkipped(judged(oneScalarPerSleeve, { config, tables: {} }), "sleeve_weights_post.csv");
  });
});
