import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { expectedMetric, metricInputs, sourceOfMetric } from "../../src/verify/recomputed-metrics.ts";

const METRICS = { artifact: "metrics.json" };

export const metricsRecompute = runInvariant({
  id: "accounting/metrics-recompute",
  title: "Every figure of metrics.json follows from portfolio_returns and turnover",
  severity: "error",
  why: `quantstats#458 divided calendar days by 252 (26 weeks of +0.6% gave 4.7% a year, truth 38%), ffn#303 multiplied
    a Sharpe ratio by 30, Lean#9533 printed two Sharpe ratios in one report, investing-algorithm-framework#603 the same
    metrics for different strategies.`,
  independentOf: "the engine's summary: src/metrics is written apart from it, from published formulas.",
  blindTo: "returns that are wrong themselves, and figures under names that this catalog has no metric for.",
  needs: ["metrics", "portfolio_returns"],
  tolerance: relative(1e-9),
  check({ run, metrics, portfolio_returns }, probe) {
    const inputs = metricInputs(run, portfolio_returns.dates);
    for (const name of Object.keys(metrics)) {
      const metric = expectedMetric(name, inputs);
      if (metric === undefined) continue; // no metric of ours: not examined, so not passed
      const { expected, scale } = metric;
      const actual = metrics[name]!;
      if (actual !== expected && actual !== null && metric.accepts?.(actual, probe.tolerance.relative) === true) {
        probe.examined++;
        continue;
      }
      const message = () => `${name} is ${actual}; ${sourceOfMetric(name)} gives ${expected}`;
      if (typeof actual === "number" && typeof expected === "number") {
        probe.equal(METRICS, actual, expected, message, scale);
      } else {
        probe.holds(actual === expected, METRICS, expected, actual, message);
      }
    }
  },
});
