import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { lastAnswers } from "../../src/verify/strategy-answers.ts";

export const overlayGatedByRegime = runInvariant({
  id: "exposure/overlay-gated-by-regime",
  title:
    "An overlay adds its answer times its budget where the regime at the rebalance before calls for it, else nothing",
  severity: "error",
  why: `A crisis sleeve that is always on is a drag that no one ordered; one that is gated by the regime of the very date
    knows the crash it trades on (go-trader#730).`,
  independentOf: `the engine's overlay: the gate is read off the recorded regimes, one rebalance earlier, and the answer
    follows from the config and the returns before the date.`,
  blindTo: `an answer that rounding decides, or that no recorded universe or returns lead to: then the budget alone
    counts.`,
  needs: ["config", "overlay_weights", "regimes"],
  tolerance: relative(1e-9),
  applies({ config }) {
    return config.allocator.overlay === undefined ? "the config has no overlay" : undefined;
  },
  check({ run, config, overlay_weights, regimes }, probe) {
    const { overlay, mode } = config.allocator;
    if (overlay === undefined) return;
    const { dates, columns, values } = overlay_weights;
    const width = columns.length;
    const called: readonly string[] = overlay.regimes;
    const labels = run.align(dates, regimes.dates);
    const answered = lastAnswers(run, overlay.strategy, overlay_weights);
    const regimeBefore = (k: number) => (k === 0 ? null : (regimes.labels[labels[k - 1]!] ?? null));
    const cells = probe.cells("overlay_weights", dates, columns, (k) => {
      return mode === "off" ? "the allocator is off" : `the regime at the rebalance before is ${regimeBefore(k)}`;
    });
    const answers = probe.cells("overlay_weights", dates, columns, () => {
      return `its answer times its budget of ${overlay.budget} is another weight`;
    });
    const sums = probe.cells("overlay_weights", dates, undefined, () => `the overlay's budget is ${overlay.budget}`);
    let open = 0;
    for (let k = 0; k < dates.length; k++) {
      const isOpen = mode !== "off" && called.includes(regimeBefore(k) ?? "");
      if (isOpen) open++;
      let gross = 0;
      for (let i = 0; i < width; i++) {
        const weight = values[k * width + i]!;
        gross += Math.abs(weight);
        if (!isOpen) cells.equal(k, i, weight, 0);
        else if (answered(k) !== undefined) answers.equal(k, i, weight, overlay.budget * answered(k)!(columns[i]!));
      }
      if (isOpen) sums.atMost(k, 0, gross, overlay.budget);
    }
    probe.precondition("a regime that calls for the overlay", open > 0);
  },
});
