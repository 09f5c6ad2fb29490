import { CompensatedSum } from "../../src/numeric/sum.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { Column } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const turnoverMatchesTrades = runInvariant({
  id: "accounting/turnover-matches-trades",
  title: "Turnover at a rebalance is the sum of all changes of weight, both ways, from the book held before it",
  severity: "error",
  why: `Turnover of net trades, of half the trades, or of targets instead of holdings makes costs a fraction of what
    they are; a hold that sells everything and buys it back shows as twice the gross.`,
  independentOf: "the engine's trading: the trades are the differences of consecutive rows of weights_scaled.",
  blindTo: `drifting positions, where prices move the held book between rebalances; and, where the run does not record
    its config, all rebalances but the first, which trades from cash whatever the holding rule.`,
  needs: ["weights_scaled", "turnover"],
  tolerance: relative(1e-9),
  applies({ run }) {
    const drifts = run.config?.holding === "drifting-positions";
    return drifts ? "holding is drifting-positions: the held book is not in the tables of rebalances" : undefined;
  },
  check({ run, weights_scaled, turnover }, probe) {
    const recorded = new Column(turnover, "turnover");
    const rows = run.align(turnover.dates, weights_scaled.dates);
    const width = weights_scaled.columns.length;
    const { values } = weights_scaled;
    const trades = new CompensatedSum();
    const cells = probe.cells(
      "turnover",
      turnover.dates,
      undefined,
      (k) => `turnover is ${recorded.at(k)}; Σ|w_new − w_held| of weights_scaled is ${trades.value}`,
    );
    const last = run.config === undefined ? Math.min(1, rows.length) : rows.length;
    for (let k = 0; k < last; k++) {
      const row = rows[k]!;
      if (row < 0 || row !== (k === 0 ? 0 : rows[k - 1]! + 1)) continue; // a row is lost: no two consecutive books
      trades.reset();
      let size = 0;
      for (let i = row * width; i < (row + 1) * width; i++) {
        const held = k === 0 ? 0 : values[i - width]!;
        trades.add(Math.abs(values[i]! - held));
        size += Math.abs(values[i]!) + Math.abs(held);
      }
      cells.equalAtScale(k, 0, recorded.at(k), trades.value, size);
    }
  },
});
