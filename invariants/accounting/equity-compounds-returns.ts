import { relative } from "../../src/numeric/tolerance.ts";
import { recordedEquity, simpleReturns } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const equityCompoundsReturns = runInvariant({
  id: "accounting/equity-compounds-returns",
  title: "Equity is the equity of the bar before times one plus the simple return, from the initial capital on",
  severity: "error",
  why: `Log returns compounded as if they were simple, or returns added up, drift away from the money: qlib#964 summed
    them. backtesting.py#588 had the last bar's equity wrong, where nobody looks.`,
  independentOf: "the engine's compounding: each bar is one multiplication from the recorded bar before it.",
  blindTo: `returns that are wrong themselves; and, where the run does not record its config, the initial capital: the
    first bar is then not examined.`,
  needs: ["portfolio_returns", "equity_curve"],
  tolerance: relative(1e-9),
  check({ run, portfolio_returns, equity_curve }, probe) {
    const equity = recordedEquity(run);
    const simple = simpleReturns(run);
    const returnRows = run.align(equity_curve.dates, portfolio_returns.dates);
    const capital = run.config?.initialCapital;
    const before = (t: number) => (t === 0 ? capital : equity[t - 1]);
    const cells = probe.cells(
      "equity_curve",
      equity_curve.dates,
      undefined,
      (t) =>
        `${before(t)} ${t === 0 ? "of initial capital" : `on ${equity_curve.dates[t - 1]}`} times one plus the simple ` +
        `return ${simple[returnRows[t]!]} is not ${equity[t]}`,
    );
    for (let t = 0; t < equity.length; t++) {
      const row = returnRows[t]!;
      const start = before(t);
      // A lost row on either side breaks the chain at that bar only; that it is lost is a finding of its own.
      if (row < 0 || start === undefined || (t > 0 && returnRows[t - 1] !== row - 1)) continue;
      if (t === 0 && row !== 0) continue;
      cells.equalAtScale(t, 0, equity[t]!, start * (1 + simple[row]!), Math.abs(start));
    }
  },
});
