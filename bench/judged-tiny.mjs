/**
 * Cases a second at 4 assets × 40 bars: the very runs of engine-tiny.mjs, each made fresh by the reference engine and
 * judged by every run invariant, in one thread, several runs together as a campaign does. campaign-cases.mjs measures
 * the same with a campaign's own mix of scenarios and its generator.
 */
import { catalog } from "../dist/invariants/catalog.js";
import { runStages } from "../dist/src/engine/reference.js";
import { judgeRuns } from "../dist/src/verify/judge-many.js";
import { RunView } from "../dist/src/verify/run-view.js";
import { tinyScenarios } from "./engine-tiny.mjs";

const TARGET = 20_000;
/** Rooms that came with the allocator's layers and with holding; the others are those of the first slice. */
const LATER = [
  "allocator/",
  "calendar/hold-trades-nothing",
  "calendar/lookback-suffices",
  "calendar/rebalance-cadence",
  "data/not-stuck-in-one-asset",
  "exposure/allocator-off-changes-nothing",
  "exposure/leverage-applied-once",
  "exposure/missing-scalar-default",
  "exposure/model-weights-unlevered",
  "exposure/one-scalar-per-sleeve",
  "exposure/overlay-gated-by-regime",
  "exposure/precomputed-scalars-replayed",
];
/** As many runs as a campaign judges together. */
const TOGETHER = 16;
const SECONDS = 1.5;
const ROUNDS = 6;

export default async function judgedTiny() {
  const invariants = catalog.filter(({ kind }) => kind === "run");
  const firstSlice = invariants.filter(({ id }) => !LATER.some((part) => id.startsWith(part)));
  return [rate(invariants), rate(firstSlice)];
}

/**
 * The best of several rounds by processor time, of which other work on the machine takes none; it slows us down all
 * the same. What the runtime's own threads take counts against us.
 */
function rate(invariants) {
  const scenarios = tinyScenarios();
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) best = Math.max(best, judgedFor(scenarios, invariants));
  const name = `tiny runs judged by ${invariants.length} run invariants, one thread`;
  return { name, measured: Math.round(best), target: TARGET, unit: "cases/s", ok: best >= TARGET };
}

/** Judged runs a second; a violation would mean that the clean engine is not, and is an error. */
function judgedFor(scenarios, invariants) {
  const start = processorSeconds();
  let cases = 0;
  while (processorSeconds() - start < SECONDS) {
    for (let from = 0; from < scenarios.length; from += TOGETHER) {
      const some = scenarios.slice(from, from + TOGETHER);
      const views = some.map((scenario) => new RunView(runStages(scenario), "tiny"));
      judgeRuns(invariants, views, (invariant, { verdict }) => {
        if (verdict === "fail") throw new Error(`${invariant.id} fails on the clean engine`);
      });
    }
    cases += scenarios.length;
  }
  return cases / (processorSeconds() - start);
}

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
