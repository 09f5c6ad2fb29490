/**
 * Counterexamples of seeded faults: for each fault and 50 seeds, how often a campaign of default length finds it, the
 * median size of what it is reduced to, how many different counterexamples there are, and what the reduction cost.
 *
 * A value that is not trivial is a number other than 0, 1 and -1 among the market's returns, the weights asked for, the
 * sleeves' budgets and the scalars that are given. Two counterexamples are of one form when their scenarios are the
 * same, the second one of a pair included. Engine runs are those of the reduction; telling relevant values apart comes
 * after it, and is within a budget of its own.
 */
import { catalog } from "../dist/invariants/catalog.js";
import { runCampaign } from "../dist/src/campaign/campaign.js";
import { replay } from "../dist/src/campaign/replay.js";
import { engineOf, referenceStages } from "../dist/src/engine/reference.js";
import { faults } from "../dist/src/faults/catalog.js";

const SEEDS = 50;
/** What `tieout fuzz` looks at when nothing is said. */
const DEFAULT_CASES = 2048;
const MOST = { assets: 2, values: 3, forms: 7, runs: 100 };
/** Days without a volatility target, and with one: it needs a history. */
const [SHORT, WITH_HISTORY] = [3, 6];

/** Fault, the invariant whose counterexample is looked at, and the most days that the median may have. */
const PLANTED = [
  ["renormalized-after-rt", "exposure/no-post-rt-renormalization", SHORT],
  ["renormalized-per-sleeve", "exposure/no-post-rt-renormalization", SHORT],
  ["dust-dropped-after-rt", "exposure/no-post-rt-renormalization", SHORT],
  ["scalar-applied-twice", "exposure/no-post-rt-renormalization", SHORT],
  ["off-by-one-earning-date", "accounting/pnl-linear-in-weights", SHORT],
  ["common-symbols-drop-exposure", "accounting/run-and-artifact-pnl-agree", SHORT],
  ["assets-sorted-in-one-table", "accounting/run-and-artifact-pnl-agree", SHORT],
  ["time-zone-shifts-dates", "accounting/run-and-artifact-pnl-agree", SHORT],
  ["artifact-drops-inactive-assets", "accounting/artifacts-cover-every-asset", SHORT],
  ["cost-on-net-trades", "accounting/costs-conserved", SHORT],
  ["turnover-one-way", "accounting/turnover-matches-trades", SHORT],
  ["hold-re-levers", "calendar/trades-only-on-rebalances", SHORT],
  ["hold-sells-everything", "calendar/hold-trades-nothing", SHORT],
  ["drift-forgotten", "calendar/hold-trades-nothing", SHORT],
  ["rebalances-daily", "calendar/rebalance-cadence", SHORT],
  ["dates-unsorted", "calendar/dates-strictly-increase", SHORT],
  ["peak-not-seeded", "drawdown/drawdown-recomputes", SHORT],
  ["drawdown-sign", "drawdown/drawdown-recomputes", SHORT],
  ["log-returns-compounded-as-simple", "accounting/equity-compounds-returns", SHORT],
  ["sharpe-annualized-linearly", "accounting/metrics-recompute", SHORT],
  ["scalar-lag-zero", "exposure/scalar-lags-one-rebalance", SHORT],
  ["scalar-lag-two", "exposure/scalar-lags-one-rebalance", SHORT],
  ["missing-scalar-as-zero", "exposure/missing-scalar-default", SHORT],
  ["overlay-ungated", "exposure/overlay-gated-by-regime", SHORT],
  ["leverage-on-net", "exposure/leverage-identity", WITH_HISTORY],
  ["leverage-compounds-on-hold", "exposure/model-weights-unlevered", WITH_HISTORY],
  ["vol-window-includes-today", "exposure/leverage-follows-target", WITH_HISTORY],
  ["vol-ddof-zero", "exposure/leverage-follows-target", WITH_HISTORY],
  ["cap-forgotten", "exposure/gross-within-cap", WITH_HISTORY],
  ["lookback-too-short", "calendar/rebalance-cadence", WITH_HISTORY],
  ["look-ahead-one-bar", "relation/no-look-ahead", SHORT],
  ["state-leaks-between-runs", "relation/deterministic", SHORT],
  ["depends-on-asset-order", "relation/asset-order-irrelevant", SHORT],
  ["names-read-as-numbers", "relation/asset-names-irrelevant", SHORT],
  ["absent-asset-counts", "relation/absent-asset-irrelevant", SHORT],
  ["cost-feeds-weights", "relation/costs-only-cost", SHORT],
  ["capital-in-weights", "relation/capital-scale", SHORT],
  ["target-vol-ignored-scale", "relation/pre-weights-scale-irrelevant", WITH_HISTORY],
];

export default async function counterexamples() {
  const rows = [];
  const runs = [];
  for (const [fault, invariant, days] of PLANTED) {
    const found = await campaigns(fault, invariant);
    runs.push(...found.map((each) => each.found.shrinkRuns));
    rows.push(row(fault, invariant, days, found, await keptBy(fault, found)));
  }
  const p95 = quantile(runs, 0.95);
  rows.push({
    name: `engine runs of a reduction, ${PLANTED.length} faults × ${SEEDS} seeds`,
    measured: `median ${quantile(runs, 0.5)}, p95 ${p95}`,
    target: `p95 ≤ ${MOST.runs}`,
    unit: "runs",
    ok: p95 <= MOST.runs,
  });
  return rows;
}

/** The counterexample of each seed whose campaign finds the fault; a campaign ends with the block that does. */
async function campaigns(fault, id) {
  const invariants = catalog.filter((invariant) => invariant.id === id);
  const found = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    let failures = 0;
    const { counterexamples } = await runCampaign({
      engine: faulty(fault),
      invariants,
      seed,
      cases: DEFAULT_CASES,
      canStop: () => failures > 0,
      onProgress: (progress) => {
        failures = progress.failures;
      },
    });
    found.push(...counterexamples.filter(({ invariant }) => invariant === id).slice(0, 1));
  }
  return found;
}

/** How many counterexamples fail on a new engine with the signature that was found. */
async function keptBy(fault, found) {
  let kept = 0;
  for (const each of found) {
    const { status, violation } = await replay(each, faulty(fault), catalog);
    if (status === "STILL FAILING" && JSON.stringify(violation) === JSON.stringify(each.violation)) kept++;
  }
  return kept;
}

function row(fault, invariant, mostDays, found, kept) {
  const days = quantile(
    found.map(({ scenario }) => scenario.market.dates.length),
    0.5,
  );
  const assets = quantile(
    found.map(({ scenario }) => scenario.market.assets.length),
    0.5,
  );
  const values = quantile(found.map(valuesOf), 0.5);
  const forms = new Set(found.map(({ scenario, followUp }) => JSON.stringify([scenario, followUp]))).size;
  const runs = found.map((each) => each.found.shrinkRuns);
  const share = Math.round((100 * found.length) / SEEDS);
  return {
    name: `${fault} by ${invariant}`,
    measured: [
      `found ${share}%, ${days} days, ${assets} assets, ${values} values, ${forms} forms`,
      `runs ${quantile(runs, 0.5)} p95 ${quantile(runs, 0.95)}, signature kept ${kept}/${found.length}`,
    ].join("; "),
    target: `≥ 95%, ≤ ${mostDays} days, ≤ ${MOST.assets}, ≤ ${MOST.values}, ≤ ${MOST.forms}`,
    unit: "",
    ok:
      share >= 95 &&
      days <= mostDays &&
      assets <= MOST.assets &&
      values <= MOST.values &&
      forms <= MOST.forms &&
      kept === found.length,
  };
}

/** Numbers other than 0, 1 and -1 among returns, weights, budgets and scalars. */
function valuesOf({ scenario: { market, config } }) {
  const { sleeves, allocator } = config;
  const weights = sleeves.flatMap(({ strategy }) => (strategy.kind === "weights" ? strategy.values.flat() : []));
  const scalars = allocator.scalars ?? (allocator.applied ?? []).map((entry) => entry.risk_scalar_applied);
  const budgets = sleeves.map(({ budget }) => budget);
  return [...market.returns.flat(), ...weights, ...budgets, ...scalars].filter(
    (value) => value !== null && ![0, 1, -1].includes(value),
  ).length;
}

function faulty(id) {
  return engineOf(faults.find((fault) => fault.id === id).stages(referenceStages), id);
}

function quantile(values, share) {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}
