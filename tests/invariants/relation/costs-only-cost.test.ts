import { describe, it } from "vitest";
import { costsOnlyCost } from "../../../invariants/relation/costs-only-cost.ts";
import type { TableName } from "../../../src/model/run.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const pair = related(costsOnlyCost, smallScenario());
const date = pair.scenario.market.dates[30]!;
const altered = (name: TableName, column: string, value: number) =>
  changed(pair.second, { tables: { [name]: withCell(pair.second.table(name)!, date, column, value) } });

describe("relation/costs-only-cost", () => {
  it("passes when costs make a run poorer and change nothing else", () => {
    expectPass(judgedRelated(costsOnlyCost, pair));
  });

  it("fails when the book is made smaller by what it costs", () => {
    expectFail(judgedRelated(costsOnlyCost, pair, { second: altered("weights_scaled", "GC", 0.01) }), {
      date,
      asset: "GC",
      artifact: "weights_scaled.csv",
      actual: 0.01,
      message: "it is another number when costs are higher",
    });
    expectFail(judgedRelated(costsOnlyCost, pair, { second: altered("weights_daily", "GC", 0.01) }), {
      artifact: "weights_daily.csv",
    });
  });

  it("fails when a cost makes rich", () => {
    expectFail(judgedRelated(costsOnlyCost, pair, { second: altered("equity_curve", "equity", 2) }), {
      date,
      artifact: "equity_curve.csv",
      actual: 2,
      message: "equity is higher when costs are higher",
    });
  });

  it("asks for no equity where no run records any, and fails where only one of them does", () => {
    const silent = (run: typeof pair.second) => changed(run, { tables: { equity_curve: undefined } });
    const known = judgedRelated(costsOnlyCost, pair).probe.examined - pair.source.table("equity_curve")!.dates.length;
    const [source, second] = [silent(pair.source), silent(pair.second)];
    expectPass(judgedRelated(costsOnlyCost, pair, { source, second }), known);
    expectFail(judgedRelated(costsOnlyCost, pair, { second }), {
      artifact: "equity_curve.csv",
      message: "equity_curve.csv is there in the first of the two runs only",
    });
    expectFail(judgedRelated(costsOnlyCost, pair, { source }), {
      artifact: "equity_curve.csv",
      message: "equity_curve.csv is there in the second of the two runs only",
    });
  });

  it("fails when costs change what is traded, or what the book earns", () => {
    expectFail(judgedRelated(costsOnlyCost, pair, { second: altered("turnover", "turnover", 0.01) }), {
      date,
      artifact: "turnover.csv",
      actual: 0.01,
      message: "turnover: it is another number when costs are higher",
    });
    expectFail(judgedRelated(costsOnlyCost, pair, { second: altered("portfolio_returns", "gross_return", 0.01) }), {
      date,
      artifact: "portfolio_returns.csv",
      message: "gross_return: it is another number when costs are higher",
    });
  });

  it("lets drifting books and their equity differ, because a cost moves them", () => {
    const drifting = related(costsOnlyCost, smallScenario({ holding: "drifting-positions" }));
    expectPass(judgedRelated(costsOnlyCost, drifting));
  });

  it("is unproven when costs are not higher", () => {
    expectUnproven(judgedRelated(costsOnlyCost, pair, { followUp: pair.scenario }), "never costs that are higher");
    const cheaper = { scenario: pair.followUp, followUp: pair.scenario };
    expectUnproven(judgedRelated(costsOnlyCost, pair, cheaper), "never costs that are higher");
  });
});
