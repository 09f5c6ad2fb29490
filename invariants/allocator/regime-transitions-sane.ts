import { DEFAULT_LAYERS, REGIMES } from "../../src/model/regime.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

const LEVELS: readonly (string | null)[] = REGIMES;
const MOST_A_YEAR = 20;
/** Bars without which a rate by the year says nothing. */
const BARS_FOR_A_RATE = 252;

export const regimeTransitionsSane = runInvariant({
  id: "allocator/regime-transitions-sane",
  title: "A regime falls by one level at a time and only after its dwell, and changes at most 20 times a year",
  severity: "warning",
  why: `A regime that flickers trades the whole book at every turn and is paid for in costs; one that falls straight from
    CRISIS to NORMAL is back at full risk on the first quiet day.`,
  independentOf: "the engine's regime layer: the recorded labels are followed day by day.",
  blindTo: "a regime that moves as it should for the wrong reason (risk score and thresholds).",
  needs: ["regimes"],
  tolerance: EXACT,
  check({ run, regimes: { dates, labels } }, probe) {
    const { minDwell } = run.config?.allocator.layers ?? DEFAULT_LAYERS;
    const levels = labels.map((label) => LEVELS.indexOf(label));
    const artifact = "allocator_regime_v1.csv";
    let changedAt = 0;
    let transitions = 0;
    for (let t = 1; t < levels.length; t++) {
      const [before, level] = [levels[t - 1]!, levels[t]!];
      probe.examined++;
      if (level === before) continue;
      transitions++;
      if (level >= 0 && level < before) {
        const place = { artifact, date: dates[t]! };
        const dwelt = t - changedAt;
        const [from, to] = [labels[t - 1]!, labels[t]!];
        probe.holds(before - level === 1, place, REGIMES[before - 1]!, to, () => `${from} falls by several levels`);
        probe.holds(dwelt >= minDwell, place, minDwell, dwelt, () => `${from} falls before ${minDwell} bars are over`);
      }
      changedAt = t;
    }
    if (levels.length < BARS_FOR_A_RATE) return;
    const aYear = transitions / (levels.length / run.conventions.annualization);
    const message = () => `${transitions} transitions in ${levels.length} bars are more than ${MOST_A_YEAR} a year`;
    probe.holds(aYear <= MOST_A_YEAR, { artifact }, MOST_A_YEAR, aYear, message);
  },
});
