import { REGIMES } from "../../src/model/regime.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { linesByTag } from "../../src/verify/log-agreement.ts";

const EXPECTED = REGIMES.join(", ");

export const regimeKnown = runInvariant({
  id: "allocator/regime-known",
  title: "Every date has one of the four regimes, in the table and wherever the log names one",
  severity: "error",
  why: `A label that no scalar is listed for is looked up as nothing: the scalar becomes undefined, then NaN, then a book
    that is not traded. Warm-up days without a regime do the same on the first rebalances.`,
  independentOf: "the engine's regime layer: the recorded labels are read as they stand.",
  blindTo: "a regime that is known and wrong (regime-follows-state, risk-follows-regime).",
  needs: ["regimes"],
  tolerance: EXACT,
  check({ run, regimes }, probe) {
    const known: readonly (string | null | undefined)[] = REGIMES;
    const { dates, labels } = regimes;
    probe.examined += dates.length;
    for (let t = 0; t < dates.length; t++) {
      const label = labels[t] ?? null;
      if (known.includes(label)) continue;
      const date = dates[t]!;
      const message = `the regime of ${date} is ${label ?? "empty"}`;
      probe.violate({ artifact: "allocator_regime_v1.csv", date }, EXPECTED, label, null, null, message);
    }
    for (const event of linesByTag(run).Allocator.lines) {
      const word = event.word("regime");
      if (word === undefined) continue;
      probe.examined++;
      if (known.includes(word)) continue;
      const place = { artifact: "run.log", date: event.date, location: `run.log:${event.line}` };
      probe.violate(place, EXPECTED, word, null, null, `run.log line ${event.line} prints ${word}`);
    }
  },
});
