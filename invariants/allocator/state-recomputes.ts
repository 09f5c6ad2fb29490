import { relative } from "../../src/numeric/tolerance.ts";
import { cellAt } from "../../src/verify/align.ts";
import { placeOfColumn } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { recomputedState } from "../../src/verify/recomputed-state.ts";

/** Cells of correlation windows that are looked at; in larger runs every n-th date is. */
const MOST_CELLS = 50_000_000;

const WINDOWS = [
  { window: 20, rvol: "port_rvol_20d", corr: "corr_20d" },
  { window: 60, rvol: "port_rvol_60d", corr: "corr_60d" },
] as const;

export const stateRecomputes = runInvariant({
  id: "allocator/state-recomputes",
  title: "Volatility, drawdown and correlation of the state follow from returns and the unscaled book before the date",
  severity: "error",
  why: `A scalar that is computed from the book it has scaled feeds on itself: less risk makes calm, calm makes risk. And a
    sum that is carried along from bar to bar drifts away from its window.`,
  independentOf: "the engine's state layer: each window is looked at anew, with the auditor's own arithmetic.",
  blindTo: "breadth and concentration; and in large runs the correlations between the dates looked at.",
  needs: ["config", "returns", "weights_post", "allocator_state_v1"],
  tolerance: relative(1e-9),
  applies({ config: { conventions } }) {
    return conventions.earnsFrom === 0 ? undefined : "weights dated t earn from t + 1 on";
  },
  check({ run, returns, allocator_state_v1: state }, probe) {
    const recomputed = recomputedState(run);
    const cells = probe.cells("allocator_state_v1", state.dates, undefined, (_, column) => {
      return `${state.columns[column]} of weights_post, through the date before, is another`;
    });
    const bars = run.align(state.dates, returns.dates);
    const stride = Math.ceil((returns.values.length * 80) / MOST_CELLS);
    const level = placeOfColumn(state, "dd_level");
    for (let t = 0; t < bars.length; t++) {
      const bar = bars[t]!;
      if (bar < 0) continue;
      cells.equalAtScale(t, level, cellAt(state, t, level), recomputed.drawdown(bar), recomputed.drawdownScale(bar));
    }
    for (const { window, rvol, corr } of WINDOWS) {
      const rvolAt = placeOfColumn(state, rvol);
      const corrAt = placeOfColumn(state, corr);
      for (let t = 0; t < bars.length; t++) {
        const bar = bars[t]!;
        if (bar >= recomputed.firstBar + window) {
          const scale = recomputed.scale(bar, window);
          cells.equalAtScale(t, rvolAt, cellAt(state, t, rvolAt), recomputed.volatility(bar, window), scale);
        }
        if (bar <= window || bar % stride !== 0) continue;
        cells.equalAtScale(t, corrAt, cellAt(state, t, corrAt), recomputed.correlation(bar, window), 1);
      }
    }
  },
});
