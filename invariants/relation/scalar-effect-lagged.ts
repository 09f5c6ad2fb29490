import type { TableName } from "../../src/model/run.ts";
import { EXACT_IN_RANGE } from "../../src/numeric/tolerance.ts";
import { changedScalar, changeOneScalar } from "../../src/relations/change-one-scalar.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { compareTables } from "../../src/verify/same-run.ts";

/** What no scalar touches, on any date. */
const UNTOUCHED: readonly TableName[] = [
  "weights_model",
  "weights_pre",
  "leverage_series",
  "weights_post",
  "weights_raw",
];
/** What follows from the books held. */
const HELD: readonly TableName[] = ["turnover", "weights_daily", "portfolio_returns", "equity_curve"];

export const scalarEffectLagged = relationInvariant({
  id: "relation/scalar-effect-lagged",
  title: "A scalar computed at one rebalance acts at the next one, in proportion, and nowhere else",
  severity: "error",
  why: `go-trader#730: the gate acted on the bar that it was computed from, and every backtest of it was too good. The
    recorded scalars may be lagged and the book not: only the book's answer to another scalar tells.`,
  independentOf:
    "the engine's allocator: two runs are compared bit by bit; the scalar is halved, which rounds nothing.",
  blindTo: "scalars that the layers compute and scalars of sleeves, which cannot be given one by one.",
  tolerance: EXACT_IN_RANGE,
  followUp: (scenario, random, source) =>
    changeOneScalar(scenario, random, source?.table("weights_scaled")?.dates.length),
  check(pair, probe) {
    const { source, followUp, scenario, followUpScenario } = pair;
    const changed = changedScalar(scenario, followUpScenario);
    const scaled = source.table("weights_scaled");
    const met = changed !== undefined && scaled !== undefined && changed.index < scaled.dates.length;
    probe.precondition("one scalar of a rebalance that differs", met);
    if (!met) return;
    const { index, factor } = changed;
    const because = `only the scalar computed at rebalance ${index}, ${scaled.dates[index]}, is another`;
    for (const name of UNTOUCHED) compareTables(probe, name, source, followUp, undefined, because);
    const computed = (k: number) => (k === index ? factor : 1);
    compareRelated(probe, "allocator_risk_v1", pair, { because, factor: computed });
    const applied = (k: number) => (k === index + 1 ? factor : 1);
    compareRelated(probe, "allocator_risk_v1_applied", pair, { because, factor: applied });
    compareRelated(probe, "weights_scaled", pair, { because, factor: applied });
    const next = scaled.dates[index + 1];
    for (const name of HELD) compareRelated(probe, name, pair, { because, before: next });
  },
});
