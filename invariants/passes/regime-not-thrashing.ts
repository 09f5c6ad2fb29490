import { EXACT } from "../../src/numeric/tolerance.ts";
import { regimesOf, regimeUsage } from "../../src/passes/regime-usage.ts";
import { WARNING_THRESHOLDS } from "../../src/passes/thresholds.ts";
import { passesInvariant } from "../../src/verify/invariant.ts";

const { transitionsPerYear: limit } = WARNING_THRESHOLDS;

/** A rate per year of fewer dates would be an accident. */
const DATES_AT_LEAST = 20;

export const regimeNotThrashing = passesInvariant({
  id: "passes/regime-not-thrashing",
  title: `The regime changes no more than ${limit} times a year`,
  severity: "warning",
  why: `A regime without hysteresis follows the noise of its features: each change is a trade, and the scalar is an
    average of all regimes at all times.`,
  independentOf: "the regime layer: recorded labels are counted.",
  blindTo: "a regime that is steady and wrong (allocator/regime-transitions-sane looks at single steps).",
  needs: [],
  tolerance: EXACT,
  applies: ({ baseline, scaled }) =>
    regimesOf({ baseline: baseline.run, scaled: scaled.run }) === undefined
      ? "needs allocator_regime_v1.csv in either run"
      : undefined,
  check({ baseline, scaled }, probe) {
    const { labels, annualization } = regimesOf({ baseline: baseline.run, scaled: scaled.run })!;
    const { days, transitions, transitionsPerYear } = regimeUsage(labels, annualization);
    probe.precondition(`${DATES_AT_LEAST} dates with a regime`, days >= DATES_AT_LEAST);
    if (days < DATES_AT_LEAST) return;
    const place = { artifact: "allocator_regime_v1.csv" };
    const message = () => `${transitions} transitions on ${days} dates are ${transitionsPerYear} a year`;
    probe.holds(transitionsPerYear <= limit, place, `at most ${limit} a year`, transitionsPerYear, message);
  },
});
