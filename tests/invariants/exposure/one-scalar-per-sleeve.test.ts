import { describe, it } from "vitest";
import { oneScalarPerSleeve } from "../../../invariants/exposure/one-scalar-per-sleeve.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
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
