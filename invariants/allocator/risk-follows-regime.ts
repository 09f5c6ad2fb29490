import { relative } from "../../src/numeric/tolerance.ts";
import { followedRisk, riskColumns } from "../../src/verify/followed-risk.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const riskFollowsRegime = runInvariant({
  id: "allocator/risk-follows-regime",
  title: "The risk scalar moves towards its regime's with the half-life of the config, from its floor to 1",
  severity: "error",
  why: `A scalar that jumps trades the book twice in a week; one without a floor never comes back, because a book of
    nothing has no volatility; one that aims at another regime's scalar is de-risked in the calm.`,
  independentOf: "the engine's risk layer: the path is worked out anew from the recorded regimes, in another form.",
  blindTo: "regimes that are wrong themselves, and scalars that are given in the config.",
  needs: ["config", "regimes", "allocator_risk_v1"],
  tolerance: relative(1e-9),
  applies({ run }) {
    return riskColumns(run).length === 0 ? "the computed scalars are given in the config" : undefined;
  },
  check({ run, config: { allocator }, regimes }, probe) {
    const { halfLife, scalarMin } = allocator.layers;
    for (const { name, table, column, aims } of riskColumns(run)) {
      const path = followedRisk(regimes.labels, aims, allocator.layers);
      const rows = run.align(table.dates, regimes.dates);
      const cells = probe.cells(name, table.dates, undefined, (k) => {
        const aim = `${regimes.labels[rows[k]!]}, which aims at ${aims[regimes.labels[rows[k]!] ?? ""]}`;
        return `${table.columns[column]}: with a half-life of ${halfLife} bars in [${scalarMin}, 1], in regime ${aim}`;
      });
      for (let k = 0; k < table.dates.length; k++) {
        if (rows[k]! < 0) continue;
        cells.equal(k, column, table.values[k * table.columns.length + column]!, path[rows[k]!]!);
      }
    }
  },
});
