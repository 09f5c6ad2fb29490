import { describe, it } from "vitest";
import { turnoverMatchesTrades } from "../../../invariants/accounting/turnover-matches-trades.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_scaled = table`
  date        ES   TY
  2024-01-05  2.5  -1.5
  2024-02-05  2.0  -1.0
  2024-03-05  2.0   1.0`;
const turnover = table`
  date        turnover  cost
  2024-01-05  4.0       0
  2024-02-05  1.0       0
  2024-03-05  2.0       0`;
const tables = { weights_scaled, turnover };

describe("accounting/turnover-matches-trades", () => {
  it("passes when turnover is the sum of changes both ways, the first build-up in full", () => {
    expectPass(judged(turnoverMatchesTrades, { config: {}, tables }), 3);
  });

  it("fails for net trades: buys less sells", () => {
    const netted = withCell(turnover, "2024-02-05", "turnover", 0);
    expectFail(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: netted } }), {
      date: "2024-02-05",
      artifact: "turnover.csv",
      expected: 1,
      actual: 0,
      message: "turnover is 0; Σ|w_new − w_held| of weights_scaled is 1",
    });
  });

  it("fails when everything is sold and bought back", () => {
    const churned = withCell(turnover, "2024-03-05", "turnover", 6);
    expectFail(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: churned } }), {
      date: "2024-03-05",
      expected: 2,
      actual: 6,
    });
  });

  it("judges the first rebalance alone where the holding rule is not recorded", () => {
    expectPass(judged(turnoverMatchesTrades, { tables }), 1);
    const wrong = withCell(turnover, "2024-01-05", "turnover", 1);
    expectFail(judged(turnoverMatchesTrades, { tables: { ...tables, turnover: wrong } }), { date: "2024-01-05" });
  });

  it("compares no books across a lost row", () => {
    const lost = withoutRows(weights_scaled, "2024-02-05");
    expectPass(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, weights_scaled: lost } }), 1);
    const first = withoutRows(turnover, "2024-01-05");
    expectPass(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: first } }), 1);
  });

  it("fails for NaN", () => {
    const broken = withCell(weights_scaled, "2024-03-05", "TY", Number.NaN);
    expectFail(judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, weights_scaled: broken } }), {
      date: "2024-03-05",
      expected: "NaN",
    });
  });

  it("is skipped for drifting positions and without its tables, unproven without a rebalance", () => {
    expectSkipped(
      judged(turnoverMatchesTrades, { config: { holding: "drifting-positions" }, tables }),
      "drifting-positions",
    );
    expectSkipped(judged(turnoverMatchesTrades, { config: {} }), "needs weights_scaled.csv, turnover.csv");
    expectUnproven(
      judged(turnoverMatchesTrades, { config: {}, tables: { ...tables, turnover: table`date turnover cost` } }),
    );
  });
});
