import { calculateMaxDrawdown, calculatePortfolioMetrics, calculateSortinoRatio } from "@railpath/finance-toolkit";
import { describe, expect, it } from "vitest";
import { metricsRecompute } from "../../invariants/accounting/metrics-recompute.ts";
import { engineOfFunction } from "../../src/adapters/module-engine.ts";
import { plainOfRun } from "../../src/adapters/plain-of-run.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { runStages } from "../../src/engine/reference.ts";
import type { Engine } from "../../src/model/engine.ts";
import { EngineError } from "../../src/model/errors.ts";
import { columnOf } from "../../src/model/panel.ts";
import type { Metrics } from "../../src/model/run.ts";
import { evidenceOn } from "./support.ts";

/** What a summary is made of: the curve from bar 0, the returns of bars 1 … T−1, and bars a year. */
interface Figures {
  readonly equity: number[];
  readonly returns: number[];
  readonly annualizationFactor: number;
}

/** The reference engine with figures of @railpath/finance-toolkit (npm) in its summary, where they are defined. */
function withFigures(name: string, figures: (from: Figures) => Metrics): Engine {
  const capabilities = {
    strategies: ["weights"],
    exposure: ["none", "fixed"],
    allocator: ["off"],
    holding: ["constant-weights"],
    returns: ["log", "simple"],
  } satisfies Awaited<ReturnType<Engine["describe"]>>["capabilities"];
  return engineOfFunction(
    (scenario) => {
      const run = runStages(scenario);
      const equity = [...columnOf(run.table("equity_curve")!, "equity")!];
      const returns = [...columnOf(run.table("portfolio_returns")!, "simple_return")!].slice(1);
      const { annualization, ddof } = scenario.config.conventions;
      const isDefined =
        ddof === 1 &&
        returns.length > 1 &&
        equity.every((value) => value > 0) &&
        equity[0] === scenario.config.initialCapital;
      if (!isDefined) throw new EngineError("rejected", { what: "no figures for this curve" });
      return { ...plainOfRun(run), metrics: figures({ equity, returns, annualizationFactor: annualization }) };
    },
    { name, version: "0.5", capabilities },
  );
}

const CASES = { invariants: [metricsRecompute], seed: 20240105, cases: 256 };

const summaryOf = ({ equity, annualizationFactor }: Figures) =>
  calculatePortfolioMetrics({ portfolioValues: equity, riskFreeRate: 0, annualizationFactor, confidenceLevel: 0.05 });

describe("@railpath/finance-toolkit 0.5, a metric library of the npm registry, under the catalog", () => {
  it("is right about growth and volatility, and about the drawdown that calculateMaxDrawdown finds", async () => {
    const engine = withFigures("summary", (from) => {
      const { cagr, volatility } = summaryOf(from);
      const { maxDrawdownPercent } = calculateMaxDrawdown({ prices: from.equity });
      return { cagr, annual_vol: volatility, max_drawdown: -maxDrawdownPercent };
    });
    const result = await runCampaign({ engine, ...CASES });
    expect(evidenceOn("accounting/metrics-recompute", result)).toMatchObject({ verdict: "pass" });
    expect(evidenceOn("accounting/metrics-recompute", result).examined).toBeGreaterThan(300);
  });

  it("takes the largest fall in money for the deepest one in its portfolio summary: 10% where it was 50%", async () => {
    const equity = [100, 50, 1000, 900];
    const from = { equity, returns: [-0.5, 19, -0.1], annualizationFactor: 252 };
    expect(summaryOf(from).maxDrawdownPercent).toBeCloseTo(0.1, 12);
    expect(calculateMaxDrawdown({ prices: equity }).maxDrawdownPercent).toBeCloseTo(0.5, 12);

    const engine = withFigures("drawdown", (each) => ({ max_drawdown: -summaryOf(each).maxDrawdownPercent }));
    const result = await runCampaign({ engine, ...CASES, cases: 1024 }); // one curve in some hundred has such a shape
    const { verdict, violations } = evidenceOn("accounting/metrics-recompute", result);
    expect(verdict).toBe("fail");
    expect(Math.abs(violations[0]!.actual as number)).toBeLessThan(Math.abs(violations[0]!.expected as number));
  });

  it("counts a drawdown's length from the last peak, not from its own: minus one bar", () => {
    expect(calculateMaxDrawdown({ prices: [100, 50, 120] })).toMatchObject({ troughIndex: 1, drawdownDuration: -1 });
  });

  it("has two Sortino ratios: one is the published one, the other spreads the losses about their own mean", async () => {
    const figure = (of: (from: Figures) => number) =>
      withFigures("sortino", (from) => (from.returns.some((each) => each < 0) ? { sortino: of(from) } : {}));
    const own = figure(({ returns, annualizationFactor }) => {
      return calculateSortinoRatio({ returns, riskFreeRate: 0, targetReturn: 0, annualizationFactor }).sortinoRatio;
    });
    const summary = figure((from) => summaryOf(from).sortinoRatio);
    const verdictOf = async (engine: Engine) =>
      evidenceOn("accounting/metrics-recompute", await runCampaign({ engine, ...CASES })).verdict;
    expect([await verdictOf(own), await verdictOf(summary)]).toEqual(["pass", "fail"]);

    // By hand: one loss among three returns is a deviation of 0.02/√3, and the summary says that there is no risk.
    const equity = [100, 98, 99.96, 102.9588];
    const from = { equity, returns: [-0.02, 0.02, 0.03], annualizationFactor: 252 };
    expect(summaryOf(from).sortinoRatio).toBe(0);
    const published = (0.03 / 3 / (0.02 / Math.sqrt(3))) * Math.sqrt(252);
    expect(calculateSortinoRatio({ ...from, riskFreeRate: 0, targetReturn: 0 }).sortinoRatio).toBeCloseTo(published, 9);
  });
});
