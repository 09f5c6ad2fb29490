import { describe, expect, it } from "vitest";
import { scalarEffectLagged } from "../../../invariants/relation/scalar-effect-lagged.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { scalarLagZero } from "../../../src/faults/scalar-lag-zero.ts";
import { Random } from "../../../src/numeric/random.ts";
import { RunView } from "../../../src/verify/run-view.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, relate, related } from "../../support/relating.ts";
import { changed, runOf, withCell } from "../../support/run-of.ts";

const scenario = smallScenario();
const pair = related(scalarEffectLagged, scenario);

describe("relation/scalar-effect-lagged", () => {
  it("passes when one scalar acts one rebalance later and nowhere else, whichever it is", () => {
    for (let seed = 0; seed < 20; seed++) {
      expectPass(judgedRelated(scalarEffectLagged, related(scalarEffectLagged, scenario, seed)));
    }
  });

  it("fails when the book answers at once", () => {
    const faulty = related(scalarEffectLagged, scenario, 1, scalarLagZero.stages(referenceStages));
    const { verdict, probe } = judgedRelated(scalarEffectLagged, faulty);
    expect(verdict).toBe("fail");
    expect(probe.violations.map(({ artifact }) => artifact)).toContain("weights_scaled.csv");
  });

  it("fails when P&L knows the scalar before it is applied", () => {
    const returns = pair.second.table("portfolio_returns")!;
    const date = returns.dates[1]!;
    const second = changed(pair.second, {
      tables: { portfolio_returns: withCell(returns, date, "gross_return", 0.1) },
    });
    expectFail(judgedRelated(scalarEffectLagged, pair, { second }), {
      date,
      artifact: "portfolio_returns.csv",
      message: expect.stringMatching(/^gross_return: only the scalar computed at rebalance \d, .* is another$/),
    });
  });

  it("lets P&L differ from the rebalance on at which the scalar is applied, and to the end for the last one", () => {
    const scalars = [0.5, 0.6, 0.7, 0.8, 0.9, 0.5, 0.6, 0.7];
    const given = smallScenario({ allocator: { mode: "compute", scalars } });
    for (let seed = 0; seed < 20; seed++) {
      expectPass(judgedRelated(scalarEffectLagged, related(scalarEffectLagged, given, seed)));
    }
    if (scalarEffectLagged.kind !== "relation") throw new Error("no relation");
    const unseen = scalarEffectLagged.followUp(given, new Random(1));
    expect(typeof unseen).toBe("object");
    expect(typeof scalarEffectLagged.followUp(given, new Random(1), new RunView(runOf({}), "no tables"))).toBe(
      "object",
    );
  });

  it("does not apply without a rebalance, and is unproven past the last one", () => {
    const idle = smallScenario({ rebalance: { dates: [] } });
    expect(relate(scalarEffectLagged, idle)).toBe("there is no rebalance");
    expectUnproven(judgedRelated(scalarEffectLagged, pair, { followUp: scenario }), "never one scalar");
    const two = { ...pair.followUp, config: { ...pair.followUp.config, initialCapital: 2 } };
    expectUnproven(judgedRelated(scalarEffectLagged, pair, { followUp: two }), "never one scalar");
  });
});
