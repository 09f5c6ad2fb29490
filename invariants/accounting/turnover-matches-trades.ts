import { CompensatedSum } from "../../src/numeric/sum.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { cannotFollowDrift } from "../../src/verify/carried-book.ts";
import { columnOfRun } from "../../src/verify/column.ts";
import { HeldBefore } from "../../src/verify/held-before.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const turnoverMatchesTrades = runInvariant({
  id: "accounting/turnover-matches-trades",
  title: "Turnover at a rebalance is the sum of all changes of weight, both ways, from the book held before it",
  severity: "error",
  why: `Turnover of net trades, of half the trades, or of targets instead of holdings makes costs a fraction of what
    they are; a hold that sells everything and buys it back shows as twice the gross.`,
  independentOf: `the engine's trading: a trade is the difference of a row of weights_scaled from the one before it, or,
    where positions drift, from the day before's row of weights_daily moved by the recorded returns.`,
  blindTo: `all rebalances but the first where the run does not record its config: that one trades from cash whatever the
    holding.`,
  needs: ["weights_scaled", "turnover"],
  tolerance: relative(1e-9),
  applies({ run }) {
    const cannot = cannotFollowDrift(run);
    if (cannot !== undefined || run.conventions.earnsFrom === 0) return cannot;
    return run.config?.holding === "drifting-positions"
      ? "positions drift and earn from the day after: the book just before a trade is not recorded"
      : undefined;
  },
  check({ run, weights_scaled, turnover }, probe) {
    const recorded = columnOfRun(run, "turnover", "turnover");
    const rows = run.align(turnover.dates, weights_scaled.dates);
    const before = new HeldBefore(run, weights_scaled);
    const width = weights_scaled.columns.length;
    const { values } = weights_scaled;
    const trades = new CompensatedSum();
    const cells = probe.cells(
      "turnover",
      turnover.dates,
      undefined,
      (k) => `turnover is ${recorded[k]}; Σ|w_new − w_held| of ${before.source} is ${trades.value}`,
    );
    const last = run.config === undefined ? Math.min(1, rows.length) : rows.length;
    for (let k = 0; k < last; k++) {
      const row = rows[k]!;
      if (row < 0 || row !== (k === 0 ? 0 : rows[k - 1]! + 1)) continue; // a row is lost: no two consecutive books
      if (!before.read(row)) continue;
      trades.reset();
      let size = 0;
      for (let i = 0; i < width; i++) {
        const weight = values[row * width + i]!;
        const held = before.weights[i]!;
        trades.add(Math.abs(weight - held));
        size += Math.abs(weight) + Math.abs(held) * before.magnified;
      }
      cells.equalAtScale(k, 0, recorded[k]!, trades.value, size);
    }
  },
});
