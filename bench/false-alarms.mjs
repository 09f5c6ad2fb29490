/**
 * False alarms: the clean engine and ten equivalent ones (the same figures by another road, so that only rounding
 * differs) over 100,000 generated runs in all. Any violation is an alarm that a user would have had to look into.
 */
import { catalog } from "../dist/invariants/catalog.js";
import { runCampaign } from "../dist/src/campaign/campaign.js";
import { engineOf, referenceStages } from "../dist/src/engine/reference.js";

const CLEAN_CASES = 50_000;
const VARIANT_CASES = 5_000;
const SEED = 20240105;

const backwards = (values, width) =>
  values.map((_, cell) => values[cell - (cell % width) + width - 1 - (cell % width)]);

/** A scenario and a matrix with the assets in reverse: every sum over assets runs the other way. */
const reversedScenario = (scenario) => {
  const { market } = scenario;
  const width = market.assets.length;
  return {
    ...scenario,
    market: { ...market, assets: market.assets.toReversed(), returns: backwards(market.returns, width) },
  };
};

/** Settles each bar by a sum of one's own over the terms w·r (or w·(exp(r) − 1)). */
const settlingBy = (sum) => ({
  settle(scenario, held) {
    const settled = referenceStages.settle(scenario, held);
    const { market, config } = scenario;
    const width = market.assets.length;
    const simple = config.conventions.returns === "simple";
    const grossReturn = settled.grossReturn.map((gross, t) => {
      const book = held.bookOf[t];
      if (book < 0) return gross;
      const terms = [];
      for (let i = 0; i < width; i++) {
        const r = market.returns[t * width + i];
        terms.push(held.books[book * width + i] * (simple ? Math.expm1(r) : r));
      }
      return sum(terms);
    });
    return { ...settled, grossReturn };
  },
});

const pairwise = (terms) =>
  terms.length <= 1
    ? (terms[0] ?? 0)
    : pairwise(terms.slice(0, terms.length >> 1)) + pairwise(terms.slice(terms.length >> 1));

const compensated = (terms) => {
  let sum = 0;
  let lost = 0;
  for (const term of terms) {
    const corrected = term - lost;
    const next = sum + corrected;
    lost = next - sum - corrected;
    sum = next;
  }
  return sum;
};

/** Equivalent engines: what they replace, and how. */
const VARIANTS = {
  "P&L summed pairwise": settlingBy(pairwise),
  "P&L summed with compensation": settlingBy(compensated),
  "P&L summed from the last asset": settlingBy((terms) => terms.reduceRight((sum, term) => sum + term, 0)),
  "assets in reverse in target and hold": {
    hold(scenario, books, allocated) {
      const width = scenario.market.assets.length;
      const scaled = backwards(allocated.scaled, width);
      const held = referenceStages.hold(reversedScenario(scenario), books, { ...allocated, scaled });
      return { ...held, books: backwards(held.books, width) };
    },
  },
  "leverage divided by gross before it multiplies": {
    target(scenario, books) {
      const targeted = referenceStages.target(scenario, books);
      if (scenario.config.exposure.kind !== "vol-target") return targeted;
      const width = scenario.market.assets.length;
      const post = books.pre.map((weight, cell) => {
        const gross = targeted.grossBefore[Math.floor(cell / width)];
        return gross === 0 ? 0 : weight * (targeted.leverage[Math.floor(cell / width)] / gross);
      });
      return { ...targeted, post };
    },
  },
  "gross after summed from the weights": {
    target(scenario, books) {
      const targeted = referenceStages.target(scenario, books);
      const width = scenario.market.assets.length;
      const grossAfter = targeted.grossAfter.map((_, k) =>
        targeted.post.subarray(k * width, (k + 1) * width).reduce((sum, weight) => sum + Math.abs(weight), 0),
      );
      return { ...targeted, grossAfter };
    },
  },
  "scalar divided by its reciprocal": {
    allocate(scenario, books, targeted, assessed) {
      const allocated = referenceStages.allocate(scenario, books, targeted, assessed);
      const { applied, raw, sleeves } = allocated;
      if (applied === undefined || sleeves !== undefined || scenario.config.allocator.mode === "off") return allocated;
      const width = scenario.market.assets.length;
      return { ...allocated, scaled: raw.map((weight, cell) => weight / (1 / applied[Math.floor(cell / width)])) };
    },
  },
  "drawdown as a difference over the peak": {
    measure(scenario, held, settled) {
      const measured = referenceStages.measure(scenario, held, settled);
      let peak = scenario.config.initialCapital;
      const drawdown = measured.equity.map((equity) => {
        peak = Math.max(peak, equity);
        return (equity - peak) / peak;
      });
      return { ...measured, drawdown };
    },
  },
  "simple returns by exp(log) − 1": {
    settle(scenario, held) {
      const settled = referenceStages.settle(scenario, held);
      if (scenario.config.conventions.returns !== "log") return settled;
      return { ...settled, simpleReturn: settled.logReturn.map((log) => Math.exp(log) - 1) };
    },
  },
  "costs summed from spread and fee": {
    hold(scenario, books, allocated) {
      const held = referenceStages.hold(scenario, books, allocated);
      const { halfSpreadBps, feeBps } = scenario.config.costs;
      if (scenario.config.holding !== "constant-weights") return held;
      const cost = held.turnover.map((turnover) => (turnover * halfSpreadBps) / 1e4 + (turnover * feeBps) / 1e4);
      return { ...held, cost };
    },
  },
};

export default async function falseAlarms() {
  const engines = [
    ["the reference", {}, CLEAN_CASES],
    ...Object.entries(VARIANTS).map(([name, stages]) => [name, stages, VARIANT_CASES]),
  ];
  const rows = [];
  let total = 0;
  for (const [name, stages, cases] of engines) {
    const result = await runCampaign({
      engine: engineOf({ ...referenceStages, ...stages }, name),
      invariants: catalog,
      seed: SEED,
      cases,
    });
    const failed = result.invariants.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
    total += failed.length;
    rows.push({
      name: `false alarms of ${name} in ${cases} cases`,
      measured: failed.length === 0 ? 0 : failed.join(", "),
      target: 0,
      unit: "invariants",
      ok: failed.length === 0,
    });
  }
  return [
    ...rows,
    {
      name: "false alarms in 100,000 cases of equivalent engines",
      measured: total,
      target: 0,
      unit: "invariants",
      ok: total === 0,
    },
  ];
}
