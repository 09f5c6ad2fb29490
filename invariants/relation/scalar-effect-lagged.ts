import { EXACT_IN_RANGE } from "../../src/numeric/tolerance.ts";
import { changedScalar, changeOneScalar } from "../../src/relations/change-one-scalar.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll, tablesCompared } from "../../src/verify/table-duties.ts";

const NOT_GIVEN = { leftOut: "only scalars that are given one by one, and computed, are changed" };
/** What no scalar touches is the `same` on any date, what is `held` up to the rebalance at which the scalar acts. */
const COMPARES = dutyForAll<"same" | "computed" | "applied" | "held">("same", {
  allocator_risk_v1: "computed",
  allocator_risk_v1_applied_source: NOT_GIVEN,
  allocator_risk_v1_applied_used: NOT_GIVEN,
  allocator_scalars_at_rebalances: NOT_GIVEN,
  allocator_risk_v1_applied: "applied",
  allocator_sleeve_risk_v1: NOT_GIVEN,
  allocator_sleeve_risk_v1_applied: NOT_GIVEN,
  weights_scaled: "applied",
  turnover: "held",
  weights_daily: "held",
  portfolio_returns: "held",
  equity_curve: "held",
  metrics: { leftOut: "they are figures of all days" },
  "run.log": { leftOut: "a line tells the scalar" },
});
const SAME = tablesCompared(COMPARES, "same");
const HELD = tablesCompared(COMPARES, "held");

export const scalarEffectLagged = relationInvariant({
  id: "relation/scalar-effect-lagged",
  title: "A scalar computed at one rebalance acts at the next one, in proportion, and nowhere else",
  severity: "error",
  why: `go-trader#730: the gate acted on the bar that it was computed from, and every backtest of it was too good. The
    recorded scalars may be lagged and the book not: only the book's answer to another scalar tells.`,
  independentOf: "the engine's allocator: two runs are compared bit by bit; halving the scalar rounds nothing.",
  blindTo: "scalars that the layers compute and scalars of sleeves, which cannot be given one by one.",
  tolerance: EXACT_IN_RANGE,
  followUp: (scenario, random, source) =>
    changeOneScalar(scenario, random, source?.table("weights_scaled")?.dates.length),
  compares: COMPARES,
  check(pair, probe) {
    const { source, followUp } = pair;
    const changed = changedScalar(pair.scenario, pair.followUpScenario);
    const scaled = source.table("weights_scaled");
    const met = changed !== undefined && scaled !== undefined && changed.index < scaled.dates.length;
    probe.precondition("one scalar of a rebalance that differs", met);
    if (!met) return;
    const { index, factor } = changed;
    const because = `only the scalar computed at rebalance ${index}, ${scaled.dates[index]}, is another`;
    for (const name of SAME) compareTables(probe, name, source, followUp, undefined, because);
    compareRegimeRows(probe, source, followUp, undefined, because);
    compareRelated(probe, "allocator_risk_v1", pair, { because, factor: (k) => (k === index ? factor : 1) });
    const applied = (k: number) => (k === index + 1 ? factor : 1);
    compareRelated(probe, "allocator_risk_v1_applied", pair, { because, factor: applied });
    compareRelated(probe, "weights_scaled", pair, { because, factor: applied });
    const next = scaled.dates[index + 1];
    for (const name of HELD) compareRelated(probe, name, pair, { because, before: next });
  },
});
