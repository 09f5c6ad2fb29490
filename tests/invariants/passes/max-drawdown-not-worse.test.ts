import { describe, expect, it } from "vitest";
import { maxDrawdownNotWorse } from "../../../invariants/passes/max-drawdown-not-worse.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judgedPasses } from "../../support/judging.ts";
import { returnsOf } from "../../support/returns.ts";

const run = (...simple: readonly number[]) => ({ tables: { portfolio_returns: returnsOf(...simple) } });

describe("passes/max-drawdown-not-worse", () => {
  it("passes when the deepest fall is shallower or the same", () => {
    expectPass(judgedPasses(maxDrawdownNotWorse, run(0.1, -0.2, 0.1), run(0.1, -0.1, 0.1)), 1);
    expectPass(judgedPasses(maxDrawdownNotWorse, run(0.1, -0.2, 0.1), run(0.1, -0.2, 0.1)), 1);
  });

  it("fails when it is deeper, with both figures", () => {
    expectFail(judgedPasses(maxDrawdownNotWorse, run(0.1, -0.1, 0.1), run(0.1, -0.25, 0.1)), {
      artifact: "equity_curve.csv",
      expected: 0.1,
      actual: 0.25,
      residual: 0.15,
      date: null,
      message: expect.stringMatching(/^the deepest fall is 0\.09999\d* unscaled and 0\.25\d* scaled$/),
    });
  });

  it("counts a fall where there was none, and none where there was a fall", () => {
    expectFail(judgedPasses(maxDrawdownNotWorse, run(0.1, 0.1), run(0.1, -0.1)), { expected: 0, actual: 0.1 });
    expectPass(judgedPasses(maxDrawdownNotWorse, run(0.1, -0.1), run(0.1, 0.1)), 1);
  });

  it("is unproven where nothing ever falls, and skipped where there is nothing to recompute", () => {
    expectUnproven(judgedPasses(maxDrawdownNotWorse, run(0.1, 0.2), run(0.1, 0.1)), "never a baseline that ever falls");
    expectSkipped(judgedPasses(maxDrawdownNotWorse, run(0.1), { tables: {} }), "needs portfolio_returns.csv");
    for (const [before, after] of [[run(), run()] as const, [run(0.1), run()] as const, [run(), run(0.1)] as const]) {
      expectSkipped(judgedPasses(maxDrawdownNotWorse, before, after), "a run without a drawdown");
    }
  });
});
