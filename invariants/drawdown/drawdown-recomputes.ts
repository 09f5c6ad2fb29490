import { drawdownSeries } from "../../src/metrics/drawdown-series.ts";
import { maxDrawdown } from "../../src/metrics/max-drawdown.ts";
import type { Panel } from "../../src/model/panel.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { Column, columnOfRun, recordedEquity } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import type { RunView } from "../../src/verify/run-view.ts";

export const drawdownRecomputes = runInvariant({
  id: "drawdown/drawdown-recomputes",
  title: "Drawdown is equity over its running peak less one, the peak seeded with the initial capital",
  severity: "error",
  why: `pyfolio#179 and quantstats#438 ignored a loss on the first day (10% then 25% reported as 16.7%); quantstats
    PR#541 guessed the baseline (−95.2%, truth −7.69%); ml4t/diagnostic PR#56 had it absolute, −295% for −30%.`,
  independentOf: "the engine's drawdown: peak and fall are made anew from the equity column.",
  blindTo: `an equity that is wrong itself (equity-compounds-returns); and, where neither config nor the first return is
    recorded, a loss on the first bar.`,
  needs: ["equity_curve"],
  tolerance: relative(1e-9),
  check({ run, equity_curve }, probe) {
    const equity = recordedEquity(run);
    const drawdown = columnOfRun(run, "equity_curve", "drawdown");
    const capital = run.config?.initialCapital ?? equity[0]! / (1 + firstReturn(run, equity_curve));
    const expected = drawdownSeries(equity, capital);
    const cells = probe.cells(
      "equity_curve",
      equity_curve.dates,
      undefined,
      () => `drawdown is equity over the running peak (at least the capital of ${capital}) less 1`,
    );
    // Near a peak the quotient is near one: that is what rounding errors of a drawdown are relative to.
    for (let t = 0; t < equity.length; t++) cells.equalAtScale(t, 0, drawdown[t]!, expected[t]!, 1);
    const reported = run.metrics?.max_drawdown;
    if (reported === undefined || equity.length === 0) return;
    const { depth, troughRow } = maxDrawdown(equity, capital);
    const date = equity_curve.dates[Math.max(0, troughRow)]!;
    const figure = typeof reported === "number" ? reported : Number.NaN;
    const message = () => `max_drawdown is ${reported}; the equity curve's is ${depth}, reached on ${date}`;
    probe.equal({ artifact: "metrics.json", date }, figure, depth, message, 1);
  },
});

/** What the first bar of the curve returned; 0 where that is not recorded. */
function firstReturn(run: RunView, { dates }: Panel): number {
  const returns = run.table("portfolio_returns");
  if (returns === undefined || returns.dates.length === 0 || returns.dates[0] !== dates[0]) return 0;
  return new Column(returns, "simple_return").at(0);
}
