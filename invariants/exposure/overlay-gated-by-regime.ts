import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const overlayGatedByRegime = runInvariant({
  id: "exposure/overlay-gated-by-regime",
  title: "An overlay adds only where the regime at the rebalance before calls for it, and never more than its budget",
  severity: "error",
  why: `A crisis sleeve that is always on is a drag that no one ordered; one that is gated by the regime of the very date
    knows the crash it trades on (go-trader#730).`,
  independentOf: "the engine's overlay: the gate is read off the recorded regimes, one rebalance earlier.",
  blindTo: "an overlay that stays out although it is called for, and what its strategy answers.",
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
    const regimeBefore = (k: number) => (k === 0 ? null : (regimes.labels[labels[k - 1]!] ?? null));
    const cells = probe.cells("overlay_weights", dates, columns, (k) => {
      return mode === "off" ? "the allocator is off" : `the regime at the rebalance before is ${regimeBefore(k)}`;
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
      }
      if (isOpen) sums.atMost(k, 0, gross, overlay.budget);
    }
    probe.precondition("a regime that calls for the overlay", open > 0);
  },
});
