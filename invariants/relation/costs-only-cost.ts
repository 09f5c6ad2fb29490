import { relative } from "../../src/numeric/tolerance.ts";
import { hasHigherCosts, raiseCosts } from "../../src/relations/raise-costs.ts";
import { Column } from "../../src/verify/column.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll, tablesCompared } from "../../src/verify/table-duties.ts";

/** `decided` before a cost is known; under constant weights `held`, the same `but for the cost`, or `no higher`. */
const COMPARES = dutyForAll<"decided" | "held" | "but for the cost" | "no higher">("decided", {
  weights_daily: "held",
  turnover: "but for the cost",
  portfolio_returns: "but for the cost",
  equity_curve: "no higher",
  metrics: { leftOut: "they follow from the returns (accounting/metrics-recompute)" },
  "run.log": { leftOut: "a line tells the cost" },
});
const DECIDED = tablesCompared(COMPARES, "decided");
const HELD = tablesCompared(COMPARES, "held");

export const costsOnlyCost = relationInvariant({
  id: "relation/costs-only-cost",
  title: "Higher costs change no decision, and under constant weights equity is never higher",
  severity: "error",
  why: `zipline PR#1849: negative commissions paid the trader; bt#82: gross and net were the same; pysystemtrade PR#315:
    a NaN on the way to the returns swallowed the costs. A cost that shrinks the book is no cost, it is a position.`,
  independentOf: "all meaning of costs: two runs are compared, the decisions bit by bit, equity day by day.",
  blindTo: `the amount of the costs (accounting/costs-conserved), and drifting positions' equity: there a cost moves the
    weights between rebalances, and the heavier book may earn more.`,
  tolerance: relative(1e-12),
  followUp: raiseCosts,
  compares: COMPARES,
  check(pair, probe) {
    const { source, followUp, scenario, followUpScenario } = pair;
    const higher = hasHigherCosts(scenario, followUpScenario);
    probe.precondition("costs that are higher", higher);
    if (!higher) return;
    const because = "it is another number when costs are higher";
    for (const name of DECIDED) compareTables(probe, name, source, followUp, undefined, because);
    compareRegimeRows(probe, source, followUp, undefined, because);
    if (scenario.config.holding !== "constant-weights") return;
    for (const name of HELD) compareTables(probe, name, source, followUp, undefined, because);
    compareRelated(probe, "turnover", pair, { because, only: ["turnover"] });
    compareRelated(probe, "portfolio_returns", pair, { because, only: ["gross_return"] });
    compareRelated(probe, "equity_curve", pair, { because, only: [] }); // that both have it, with the same rows
    const curve = followUp.table("equity_curve");
    const cheaper = source.table("equity_curve");
    if (curve === undefined || cheaper === undefined) return;
    const equity = new Column(curve, "equity");
    const before = new Column(cheaper, "equity");
    const cells = probe.cells("equity_curve", curve.dates, undefined, () => "equity is higher when costs are higher");
    for (let t = 0; t < curve.dates.length; t++) cells.atMost(t, 0, equity.at(t), before.at(t));
  },
});
