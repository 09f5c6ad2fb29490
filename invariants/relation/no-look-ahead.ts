import { EXACT } from "../../src/numeric/tolerance.ts";
import { firstDifferingRow, replaceFuture } from "../../src/relations/replace-future.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRegimeRows, compareTables } from "../../src/verify/same-run.ts";
import { dutyForAll, tablesCompared } from "../../src/verify/table-duties.ts";

/** `decided` on a date: before its return is known. `earned`: its return has entered. */
const COMPARES = dutyForAll<"decided" | "earned">("decided", {
  returns: "earned",
  portfolio_returns: "earned",
  equity_curve: "earned",
  metrics: { leftOut: "they are figures of all days, and the later ones are others" },
  "run.log": { leftOut: "a line may sum the run up, or tell what was earned" },
});
const DECIDED = tablesCompared(COMPARES, "decided");
const EARNED = tablesCompared(COMPARES, "earned");

export const noLookAhead = relationInvariant({
  id: "relation/no-look-ahead",
  title: "With another future from a date on, everything decided up to that date and earned before it is the same",
  severity: "error",
  why: `freqtrade#5388: a leak through an engine-level cache; AgenticTrading PR#486: a mean of the whole frame in a
    fallback; go-trader#302: the close that signals is also the fill. freqtrade's own check cuts the data and cannot
    see a leak of one candle (#11346), so the future is replaced here and its length kept.`,
  independentOf: "all meaning: two runs of the engine itself are compared bit by bit.",
  blindTo: "a look-ahead that does not move any recorded number, and prices that were revised after the fact.",
  tolerance: EXACT,
  followUp: (scenario, random, source) => replaceFuture(scenario, random, source?.table("weights_pre")?.dates),
  compares: COMPARES,
  check({ source, followUp, scenario, followUpScenario }, probe) {
    const { dates } = scenario.market;
    const row = firstDifferingRow(scenario.market, followUpScenario.market);
    probe.precondition("a future that differs", row >= 0);
    if (row < 0) return;
    // A weight dated t knows t−1 under earnsFrom 0, and t under earnsFrom 1.
    const decidedUpTo = dates[row - scenario.config.conventions.earnsFrom]!;
    const because = `it differs when the returns from ${dates[row]} on are other ones: it knew the future`;
    for (const name of DECIDED) compareTables(probe, name, source, followUp, decidedUpTo, because);
    compareRegimeRows(probe, source, followUp, decidedUpTo, because);
    for (const name of EARNED) compareTables(probe, name, source, followUp, dates[row - 1], because);
  },
});
