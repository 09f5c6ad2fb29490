import { relative } from "../../src/numeric/tolerance.ts";
import { columnOfRun, isRecorded } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

import { recomputedPnl } from "../../src/verify/recomputed-pnl.ts";

/** The share of the terms of a sum that their rounding may amount to. */
const ROUNDING = 1e-12;

export const runAndArtifactPnlAgree = runInvariant({
  id: "accounting/run-and-artifact-pnl-agree",
  title: "Log and simple return of every bar follow from the recorded weights, returns and cost by the convention",
  severity: "error",
  why: `The run made its P&L from one book and wrote another one down: targets instead of holdings (Vibe-Trading
    PR#1082: 80% recorded, 20% held), one asset of 13, quantities for weights (Lean#9259). Each number looked fine
    alone.`,
  independentOf: "the engine's P&L: from weights_daily × returns − cost to both returns, without gross_return.",
  blindTo: "a cost that is wrong (costs-conserved), and weights that are wrong where they were also traded.",
  needs: ["weights_daily", "returns", "portfolio_returns"],
  tolerance: relative(1e-9),
  check({ run, portfolio_returns }, probe) {
    const { known, gross, scale } = recomputedPnl(run);
    const cost = columnOfRun(run, "portfolio_returns", "cost");
    // An engine may record either; one that records neither has nothing to agree with.
    const hasLog = isRecorded(portfolio_returns, "log_return");
    const hasSimple = !hasLog || isRecorded(portfolio_returns, "simple_return");
    const log = hasLog ? columnOfRun(run, "portfolio_returns", "log_return") : undefined;
    const simple = hasSimple ? columnOfRun(run, "portfolio_returns", "simple_return") : undefined;
    const isLog = run.conventions.returns === "log";
    const cells = probe.cells(
      "portfolio_returns",
      portfolio_returns.dates,
      undefined,
      (bar, column) =>
        `${column === 0 ? "log_return" : "simple_return"} does not follow from Σ weights_daily · returns = ` +
        `${gross[bar]} and cost ${cost[bar]} by the ${isLog ? "log" : "simple"} convention`,
    );
    for (let bar = 0; bar < known.length; bar++) {
      if (known[bar] === 0) continue;
      const net = gross[bar]! - cost[bar]!;
      const size = scale[bar]! + Math.abs(cost[bar]!);
      const ruined = !isLog && net <= -1; // the whole capital is lost: −1, and a logarithm that does not exist
      const growth = isLog ? Math.exp(net) : Math.max(0, 1 + net);
      if (simple !== undefined)
        cells.equalAtScale(bar, 1, simple[bar]!, isLog ? Math.expm1(net) : ruined ? -1 : net, growth * size);
      if (log === undefined) continue;
      if (!isLog && Math.abs(1 + net) <= ROUNDING * size) continue; // whether it is ruin is a matter of rounding
      if (ruined) cells.holds(Number.isNaN(log[bar]!), bar, 0, log[bar]!, "missing on a bar of ruin");
      else cells.equalAtScale(bar, 0, log[bar]!, isLog ? net : Math.log1p(net), isLog ? size : size / growth);
    }
  },
});
