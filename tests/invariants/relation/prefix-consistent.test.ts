import { describe, expect, it } from "vitest";
import { prefixConsistent } from "../../../invariants/relation/prefix-consistent.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { fullSampleStatistics } from "../../../src/faults/full-sample-statistics.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, relate, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const scenario = smallScenario();
const pair = related(prefixConsistent, scenario, 3);
const last = pair.followUp.market.dates.at(-1)!;

describe("relation/prefix-consistent", () => {
  it("passes wherever the market is cut off", () => {
    for (let seed = 0; seed < 20; seed++)
      expectPass(judgedRelated(prefixConsistent, related(prefixConsistent, scenario, seed)));
  });

  it("fails when volatility is taken over the whole sample", () => {
    const faulty = fullSampleStatistics.stages(referenceStages);
    const { verdict, probe } = judgedRelated(prefixConsistent, related(prefixConsistent, scenario, 3, faulty));
    expect(verdict).toBe("fail");
    expect(probe.violations[0]).toMatchObject({ artifact: "leverage_series.csv" });
  });

  it("fails when the last bar is another one for being the last", () => {
    const returns = pair.second.table("portfolio_returns")!;
    const wrong = changed(pair.second, { tables: { portfolio_returns: withCell(returns, last, "gross_return", 0.5) } });
    expectFail(judgedRelated(prefixConsistent, pair, { second: wrong }), {
      date: last,
      artifact: "portfolio_returns.csv",
      message: `gross_return: it is another where the market ends on ${last}`,
    });
  });

  it("says why a market cannot be cut, and is unproven on a market that is not cut", () => {
    const shortest = { ...scenario, market: { ...scenario.market, dates: scenario.market.dates.slice(0, 7) } };
    expect(relate(prefixConsistent, { ...shortest, config: smallScenario().config })).toBe(
      "the market has only 7 dates: nothing to cut off",
    );
    expectUnproven(judgedRelated(prefixConsistent, pair, { followUp: scenario }), "never a market that ends earlier");
  });
});
