import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { auditRun } from "../../src/verify/audit.ts";
import { RunView } from "../../src/verify/run-view.ts";
import type { Bet } from "./grademark.ts";
import { grademark, scenarioOf, tradesOf } from "./grademark.ts";

const ABOUT_RUNS = catalog.filter(({ kind }) => kind === "run");

/** The ids of each verdict, and all violations. */
async function audited(bets: readonly Bet[]) {
  const pages = auditRun(new RunView(await grademark.run(scenarioOf(bets)), "grademark"), ABOUT_RUNS);
  const evidence = [...pages].map(([id, [page]]) => ({ id, ...page! }));
  const ids = (verdict: string) => evidence.filter((each) => each.verdict === verdict).map(({ id }) => id);
  return { pass: ids("pass"), fail: ids("fail"), violations: evidence.flatMap(({ violations }) => violations) };
}

describe("grademark 0.3, a backtester of the npm registry, under the catalog", () => {
  it("is right on long trades, in any number and of any size", async () => {
    const bet = fc.record({ weight: fc.constant(1 as const), move: fc.double({ min: -0.5, max: 0.5, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(fc.array(bet, { minLength: 1, maxLength: 6 }), async (bets) => {
        const { pass, fail } = await audited(bets);
        expect(fail).toEqual([]);
        expect(pass).toEqual(
          expect.arrayContaining([
            "accounting/pnl-linear-in-weights",
            "accounting/run-and-artifact-pnl-agree",
            "accounting/equity-compounds-returns",
            "accounting/metrics-recompute",
            "drawdown/drawdown-recomputes",
          ]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("doubles the capital on a short at 100 that is bought back at 50: it earned 50%, as its own trade says", async () => {
    const short = [{ weight: -1, move: Math.log(0.5) }] as const;
    const [trade] = tradesOf(scenarioOf(short));
    expect(trade).toMatchObject({ entryPrice: 100, exitPrice: 50, profit: 50, profitPct: 50, growth: 2 });

    const { fail, violations } = await audited(short);
    expect(fail).toContain("accounting/pnl-linear-in-weights");
    const [found] = violations.filter(({ artifact }) => artifact === "portfolio_returns.csv");
    expect(found).toMatchObject({ date: "2024-01-03" });
    expect(found!.expected).toBeCloseTo(0.5, 12); // −1 · (50/100 − 1)
    expect(found!.actual).toBeCloseTo(1, 12); // 100/50 − 1
  });

  it("loses half on a short at 100 that is bought back at 200, where everything is lost", async () => {
    const short = [{ weight: -1, move: Math.log(2) }] as const;
    const [trade] = tradesOf(scenarioOf(short));
    expect(trade).toMatchObject({ profitPct: -100, growth: 0.5 });
    expect((await audited(short)).fail).toContain("accounting/pnl-linear-in-weights");
  });
});
