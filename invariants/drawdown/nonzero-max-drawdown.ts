import { equitySeries } from "../../src/metrics/equity-series.ts";
import { maxDrawdown } from "../../src/metrics/max-drawdown.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { columnOfRun, simpleReturns } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

/** A fall that is more than rounding of a product of returns. */
const REAL_FALL = -1e-9;

export const nonzeroMaxDrawdown = runInvariant({
  id: "drawdown/nonzero-max-drawdown",
  title: "Where a return takes equity under its peak, the maximum drawdown is negative",
  severity: "error",
  why: `A report showed a maximum drawdown of 0.00% over years with losses: the drawdown was taken of a constant, of its
    own maximum (maverick-mcp#245: the max() of signed drawdowns is the mildest), or never computed. Vibe-Trading
    PR#958 gave 0 for [80, 90] from 100.`,
  independentOf: "the equity curve: whether there was a fall is decided from simple returns alone.",
  blindTo: "a drawdown that is negative and wrong (drawdown-recomputes), and runs that never lose.",
  needs: ["portfolio_returns", "equity_curve"],
  tolerance: EXACT,
  check({ run, portfolio_returns }, probe) {
    const { depth, troughRow } = maxDrawdown(equitySeries(simpleReturns(run), 1), 1);
    const falls = depth < REAL_FALL;
    probe.precondition("a return that takes equity under its peak", falls);
    if (!falls) return;
    const drawdown = columnOfRun(run, "equity_curve", "drawdown");
    let deepest = Number.POSITIVE_INFINITY;
    for (let t = 0; t < drawdown.length; t++) if (drawdown[t]! < deepest) deepest = drawdown[t]!;
    const date = portfolio_returns.dates[troughRow]!;
    const place = { date, artifact: "equity_curve.csv" };
    const because = (what: string, was: unknown) =>
      `portfolio_returns fall ${depth} under their peak by ${date}; ${what} is ${was}`;
    const found = deepest === Number.POSITIVE_INFINITY ? "no number at all" : deepest;
    probe.holds(deepest < 0, place, "below 0", found, () => because("the deepest drawdown recorded", found));
    const reported = run.metrics?.max_drawdown;
    if (reported === undefined) return;
    const negative = typeof reported === "number" && reported < 0;
    const inMetrics = { date, artifact: "metrics.json" };
    probe.holds(negative, inMetrics, "below 0", reported, () => because("max_drawdown", reported));
  },
});
