import { describe, expect, it } from "vitest";
import { metricsRecompute } from "../../invariants/accounting/metrics-recompute.ts";
import { drawdownRecomputes } from "../../invariants/drawdown/drawdown-recomputes.ts";
import { nonzeroMaxDrawdown } from "../../invariants/drawdown/nonzero-max-drawdown.ts";
import { expectFail, expectPass, judged } from "../support/judging.ts";
import type { RunSketch } from "../support/run-of.ts";
import { day, equityCurve, returnsBetween } from "./support.ts";

/** A run of which the equity by day is known, with the drawdowns that were reported of it. */
function reported(equity: readonly number[], drawdown: readonly number[], maximum = Math.min(...drawdown)): RunSketch {
  const tables = { equity_curve: equityCurve(equity, drawdown), portfolio_returns: returnsBetween(equity) };
  return { config: { initialCapital: equity[0]! }, tables, metrics: { max_drawdown: maximum } };
}

describe("quantopian/pyfolio#179, ranaroussi/quantstats#438: a loss of 10% on the first day, 25% in all", () => {
  const equity = [100, 90, 75];

  it("is not 16.7%, as it is from the first equity that follows a return", () => {
    expectFail(
      judged(drawdownRecomputes, reported(equity, [0, 0, -1 / 6])),
      { date: day(1), artifact: "equity_curve.csv", expected: -0.1, actual: 0 },
      { date: day(2), artifact: "equity_curve.csv", expected: -0.25, actual: -1 / 6 },
      { date: day(2), artifact: "metrics.json", expected: -0.25, actual: -1 / 6 },
    );
  });

  it("is 25%", () => expectPass(judged(drawdownRecomputes, reported(equity, [0, -0.1, -0.25])), 4));
});

describe("quantstats PR#541: [5000, 5100, 4900, 5200, 4800, 5050] with a guessed baseline", () => {
  const equity = [5000, 5100, 4900, 5200, 4800, 5050];

  it("is not −95.2%, as it is from 100,000", () => {
    const { probe } = judged(
      drawdownRecomputes,
      reported(
        equity,
        equity.map((value) => value / 100_000 - 1),
      ),
    );
    expect(probe.violationCount).toBe(6 + 1);
    expect(probe.violations[4]).toMatchObject({ date: day(4), actual: expect.closeTo(-0.952, 12) });
    expect(probe.violations[6]).toMatchObject({
      date: day(4),
      artifact: "metrics.json",
      expected: expect.closeTo(-0.0769, 4),
      actual: expect.closeTo(-0.952, 12),
    });
  });

  it("is −7.69%", () => {
    const drawdown = [0, 0, 4900 / 5100 - 1, 0, 4800 / 5200 - 1, 5050 / 5200 - 1];
    expectPass(judged(drawdownRecomputes, reported(equity, drawdown)), 7);
  });
});

describe("Vibe-Trading PR#958: [80, 90] from 100", () => {
  const equity = [100, 80, 90];

  it("is not 0", () => {
    expectFail(
      judged(nonzeroMaxDrawdown, reported(equity, [0, 0, 0])),
      { date: day(1), artifact: "equity_curve.csv", expected: "below 0", actual: 0 },
      { date: day(1), artifact: "metrics.json", expected: "below 0", actual: 0 },
    );
  });

  it("is −20%", () => {
    expectPass(judged(nonzeroMaxDrawdown, reported(equity, [0, -0.2, -0.1])), 2);
    expectPass(judged(drawdownRecomputes, reported(equity, [0, -0.2, -0.1])), 4);
  });
});

describe("quantstats#233: still under water at the end", () => {
  const equity = [100, 120, 90, 95, 93];
  const lasted = (bars: number) =>
    judged(metricsRecompute, { ...reported(equity, []), metrics: { max_drawdown_bars: bars } });

  it("has lasted from its peak to the last bar", () => {
    expectPass(lasted(3), 1);
    expectFail(lasted(1), { artifact: "metrics.json", expected: 3, actual: 1 }); // to the trough
    expectFail(lasted(0), { expected: 3, actual: 0 }); // no recovery, no duration
  });
});

describe("ml4t/diagnostic PR#56: a fall in money for a fall in part", () => {
  const equity = [1, 2.95 / 0.3, 2.95 / 0.3 - 2.95];

  it("is not −295%", () => {
    expectFail(
      judged(drawdownRecomputes, reported(equity, [0, 0, -2.95])),
      { date: day(2), artifact: "equity_curve.csv", expected: -0.3, actual: -2.95 },
      { date: day(2), artifact: "metrics.json", expected: -0.3, actual: -2.95 },
    );
  });

  it("is −30%", () => expectPass(judged(drawdownRecomputes, reported(equity, [0, 0, -0.3])), 4));
});

describe("maverick-mcp#245: the max() of drawdowns with a sign", () => {
  const equity = [100, 95, 80];
  const drawdown = [0, -0.05, -0.2];

  it("is the mildest of them: −5% or 0, and not the −20% that were lost", () => {
    for (const mildest of [-0.05, 0]) {
      expectFail(judged(drawdownRecomputes, reported(equity, drawdown, mildest)), {
        date: day(2),
        artifact: "metrics.json",
        expected: -0.2,
        actual: mildest,
      });
    }
    expectPass(judged(drawdownRecomputes, reported(equity, drawdown)), 4);
  });
});
