import { describe, it } from "vitest";
import { sharpeNotDegraded } from "../../../invariants/passes/sharpe-not-degraded.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judgedPasses } from "../../support/judging.ts";
import { returnsOf } from "../../support/returns.ts";

const run = (...simple: readonly number[]) => ({ tables: { portfolio_returns: returnsOf(...simple) } });
// mean 0.01, deviation 0.01 (ddof 1): a Sharpe ratio of √252.
const steady = run(0.0, 0.01, 0.02);

describe("passes/sharpe-not-degraded", () => {
  it("passes when the ratio is kept, scaled down with its risk, or falls by no more than 0.2", () => {
    expectPass(judgedPasses(sharpeNotDegraded, steady, steady), 1);
    expectPass(judgedPasses(sharpeNotDegraded, steady, run(0.0, 0.005, 0.01)), 1);
    expectPass(judgedPasses(sharpeNotDegraded, steady, run(-0.0001, 0.0099, 0.0199)), 1); // −0.16
  });

  it("fails when it falls by more than 0.2", () => {
    expectFail(judgedPasses(sharpeNotDegraded, steady, run(-0.005, 0.005, 0.015)), {
      artifact: "portfolio_returns.csv",
      expected: 0.2,
      actual: Math.sqrt(252) / 2,
    });
  });

  it("is skipped where returns do not vary or are not recorded", () => {
    expectSkipped(judgedPasses(sharpeNotDegraded, steady, run(0.01, 0.01)), "do not vary");
    expectSkipped(judgedPasses(sharpeNotDegraded, { tables: {} }, steady), "needs portfolio_returns.csv");
  });

  it("is unproven when it looks at nothing", () => {
    expectUnproven(judgedPasses({ ...sharpeNotDegraded, check: () => {} }, steady, steady));
  });
});
