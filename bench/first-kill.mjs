/**
 * How soon a campaign notices: for each seeded fault and each invariant that must notice it, the case at which it does,
 * over several seeds. The generator is what this measures; a change to it that makes the slowest slower is no gain.
 */
import { catalog } from "../dist/invariants/catalog.js";
import { runCampaign } from "../dist/src/campaign/campaign.js";
import { engineOf, referenceStages } from "../dist/src/engine/reference.js";
import { faults } from "../dist/src/faults/catalog.js";

const SEEDS = Array.from({ length: 20 }, (_, i) => 100 + i);
/** What `tieout fuzz` looks at when nothing is said: a pair that needs more would be missed. */
const DEFAULT_CASES = 2048;
/** The median of a good generator: most faults show on the next case that has the feature. */
const MEDIAN_TARGET = 5;

export default async function firstKill() {
  const pairs = faults.flatMap((fault) =>
    catalog
      .filter(({ id, kind }) => fault.breaks.includes(id) && kind !== "passes")
      .map((invariant) => ({ fault, invariant })),
  );
  const waits = [];
  const slowest = [];
  for (const { fault, invariant } of pairs) {
    const cases = [];
    for (const seed of SEEDS) cases.push(await casesUntilKill(fault, invariant, seed));
    waits.push(...cases);
    slowest.push({ name: `${fault.id} by ${invariant.id}`, worst: Math.max(...cases), cases });
  }
  waits.sort((a, b) => a - b);
  slowest.sort((a, b) => b.worst - a.worst);
  const at = (share) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))];
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  const what = `cases until a fault is noticed, ${pairs.length} pairs × ${SEEDS.length} seeds`;

  return [
    { name: `${what}, median`, measured: at(0.5), target: MEDIAN_TARGET, unit: "cases", ok: at(0.5) <= MEDIAN_TARGET },
    { name: "the same, mean", measured: mean.toFixed(1), target: 8, unit: "cases", ok: mean <= 8 },
    { name: "the same, 95th percentile", measured: at(0.95), target: 30, unit: "cases", ok: at(0.95) <= 30 },
    {
      name: `the same, worst (${slowest[0].name})`,
      measured: at(1),
      target: DEFAULT_CASES,
      unit: "cases",
      ok: at(1) <= DEFAULT_CASES,
    },
  ];
}

/** 1 for the first case; more than the default number where it was missed. */
async function casesUntilKill(fault, invariant, seed) {
  let failures = 0;
  const { counterexamples } = await runCampaign({
    engine: engineOf(fault.stages(referenceStages), fault.id),
    invariants: [invariant],
    seed,
    cases: DEFAULT_CASES,
    reductionBudget: 0,
    onProgress: (progress) => {
      failures = progress.failures;
    },
    canStop: () => failures > 0,
  });
  if (counterexamples.length === 0) return 2 * DEFAULT_CASES;
  return 1 + Math.min(...counterexamples.map(({ found }) => found.case));
}
