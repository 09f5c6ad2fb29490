import { describe, it } from "vitest";
import { sameMarketSameModel } from "../../../invariants/passes/same-market-same-model.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judgedPasses } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const returns = table`
  date        ZT     ES
  2024-01-04  0      0
  2024-01-05  0.001  -0.02`;
const weights_model = table`
  date        ZT   ES
  2024-01-05  0.5  -0.5`;
const weights_pre = table`
  date        ZT  ES
  2024-01-05  1   -1`;
const tables = { returns, weights_model, weights_pre };

describe("passes/same-market-same-model", () => {
  it("passes when everything before the allocator is the same", () => {
    expectPass(judgedPasses(sameMarketSameModel, { tables }, { tables }), 8);
  });

  it("fails for a restated return, and for another answer of the model", () => {
    const restated = withCell(returns, "2024-01-05", "ZT", 0.001 + 2 ** -60);
    expectFail(judgedPasses(sameMarketSameModel, { tables }, { tables: { ...tables, returns: restated } }), {
      artifact: "returns.csv",
      date: "2024-01-05",
      asset: "ZT",
      message: "the two passes differ before the allocator",
    });
    const other = withCell(weights_pre, "2024-01-05", "ES", -0.9);
    expectFail(judgedPasses(sameMarketSameModel, { tables }, { tables: { ...tables, weights_pre: other } }), {
      artifact: "weights_pre.csv",
      expected: -1,
      actual: -0.9,
    });
  });

  it("is unproven over empty markets, and skipped where a market is not recorded", () => {
    const empty = { tables: { returns: withoutRows(returns, "2024-01-04", "2024-01-05") } };
    expectUnproven(judgedPasses(sameMarketSameModel, empty, empty));
    expectSkipped(judgedPasses(sameMarketSameModel, { tables }, { tables: {} }), "needs returns.csv in the scaled run");
  });
});
