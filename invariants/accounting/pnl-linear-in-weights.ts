import { relative } from "../../src/numeric/tolerance.ts";
import { columnOfRun } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

import { recomputedPnl } from "../../src/verify/recomputed-pnl.ts";

export const pnlLinearInWeights = runInvariant({
  id: "accounting/pnl-linear-in-weights",
  title: "The gross return of a bar is the sum of weight times return over all assets, and nothing else",
  severity: "error",
  why: `P&L that joins weights and returns on common symbols drops the exposure of the others; P&L divided by gross, or
    read from the book before risk targeting, looks plausible and is another portfolio. QuantInvestStrats PR#79: rows
    in another order moved NAV from 124.29 to 128.33.`,
  independentOf:
    "the engine's P&L: the sum is made anew, compensated, from weights_daily and returns by date and asset.",
  blindTo: "weights and returns that are wrong together, and costs (costs-conserved, run-and-artifact-pnl-agree).",
  needs: ["weights_daily", "returns", "portfolio_returns"],
  tolerance: relative(1e-9),
  check({ run, portfolio_returns }, probe) {
    const { known, gross, scale } = recomputedPnl(run);
    const recorded = columnOfRun(run, "portfolio_returns", "gross_return");
    const formula = run.conventions.returns === "log" ? "Σ w·r" : "Σ w·(exp(r) − 1)";
    const cells = probe.cells(
      "portfolio_returns",
      portfolio_returns.dates,
      undefined,
      (bar) => `gross_return is ${recorded[bar]}; ${formula} of weights_daily and returns is ${gross[bar]}`,
    );
    for (let bar = 0; bar < known.length; bar++) {
      if (known[bar] === 1) cells.equalAtScale(bar, 0, recorded[bar]!, gross[bar]!, scale[bar]!);
    }
  },
});
