import type { ComparedRun, Comparison, OverlayDecision } from "../model/comparison.ts";
import { COMPARISON_SCHEMA, FIGURES } from "../model/comparison.ts";
import { TOOL } from "../model/version.ts";
import type { Passes } from "../verify/invariant.ts";
import type { RunView } from "../verify/run-view.ts";
import { notComparable } from "./comparable.ts";
import { compareFigures } from "./compare-figures.ts";
import { failureModes, goodSigns, warningSigns } from "./interpret.ts";
import { regimesOf, regimeUsage } from "./regime-usage.ts";
import { deepestDeRisks, passScalars, scalarUsage } from "./scalar-usage.ts";

/**
 * Two runs side by side (ENGINE.md, "Two-pass audit"), every figure by the auditor's arithmetic. Any two runs can be
 * compared: what makes the comparison worthless is among its failure modes.
 */
export function compareRuns(passes: Passes, overlay?: OverlayDecision): Comparison {
  const { baseline, scaled } = passes;
  const regimes = regimesOf(passes);
  const applied = passScalars(scaled);
  const facts = {
    figures: compareFigures(FIGURES, baseline, scaled),
    scalars: scalarUsage(scaled) ?? null,
    regimes: regimes === undefined ? null : regimeUsage(regimes.labels, regimes.annualization),
    deepest: applied === undefined ? [] : deepestDeRisks(applied, regimes?.labels),
  };
  return {
    schema: COMPARISON_SCHEMA,
    tool: TOOL,
    baseline: comparedRun(baseline),
    scaled: comparedRun(scaled),
    ...facts,
    overlay: overlay ?? null,
    interpretation: {
      goodSigns: goodSigns(facts),
      warningSigns: warningSigns(facts, applied),
      failureModes: failureModes(passes, notComparable(passes), applied),
    },
  };
}

function comparedRun(view: RunView): ComparedRun {
  const { engine } = view.run.info;
  const dates = view.table("portfolio_returns")?.dates ?? [];
  return {
    name: view.name,
    engine: engine === undefined ? null : `${engine.name} ${engine.version}`,
    dates: dates.length,
    from: dates[0] ?? null,
    to: dates.at(-1) ?? null,
    rebalances: view.table("weights_scaled")?.dates.length ?? null,
  };
}
