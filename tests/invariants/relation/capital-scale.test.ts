import { describe, expect, it } from "vitest";
import { capitalScale } from "../../../invariants/relation/capital-scale.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const pair = related(capitalScale, smallScenario({ initialCapital: 100 }));
const factor = pair.followUp.config.initialCapital / 100;
const date = pair.scenario.market.dates[30]!;

describe("relation/capital-scale", () => {
  it("passes when equity alone is k times what it was", () => {
    expect(Math.log2(factor) % 1).toBe(0);
    expect(factor).not.toBe(1);
    expectPass(judgedRelated(capitalScale, pair));
  });

  it("fails when a weight knows the capital, in its last bit too", () => {
    const scaled = pair.second.table("weights_scaled")!;
    const weight = scaled.values[3 * 3]!;
    const rebalance = scaled.dates[3]!;
    const other = withCell(scaled, rebalance, "ES", weight * (1 + 2 ** -52));
    expectFail(
      judgedRelated(capitalScale, pair, { second: changed(pair.second, { tables: { weights_scaled: other } }) }),
      {
        date: rebalance,
        asset: "ES",
        artifact: "weights_scaled.csv",
        message: `the capital is ${factor} times what it was`,
      },
    );
  });

  it("fails when equity stays where it was, and when the drawdown moves with it", () => {
    const curve = pair.second.table("equity_curve")!;
    const before = pair.source.table("equity_curve")!;
    const stuck = withCell(curve, date, "equity", before.values[30 * 2]!);
    const found = judgedRelated(capitalScale, pair, {
      second: changed(pair.second, { tables: { equity_curve: stuck } }),
    });
    expectFail(found, { date, artifact: "equity_curve.csv", message: expect.stringContaining("equity: the capital") });
    const deeper = withCell(curve, date, "drawdown", -0.9);
    expectFail(
      judgedRelated(capitalScale, pair, { second: changed(pair.second, { tables: { equity_curve: deeper } }) }),
      {
        date,
        actual: -0.9,
      },
    );
  });

  it("is unproven on a pair that differs in more, or in nothing", () => {
    expectUnproven(judgedRelated(capitalScale, pair, { followUp: pair.scenario }), "never another capital");
    const { market, config } = pair.followUp;
    const costly = { market, config: { ...config, costs: { halfSpreadBps: 9, feeBps: 9 } } };
    expectUnproven(judgedRelated(capitalScale, pair, { followUp: costly }), "never another capital");
  });
});
