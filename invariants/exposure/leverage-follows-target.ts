import { relative } from "../../src/numeric/tolerance.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { columnOfRun } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

import { UnitBooks } from "../../src/verify/unit-book.ts";

export const leverageFollowsTarget = runInvariant({
  id: "exposure/leverage-follows-target",
  title: "Leverage is target over volatility under its caps, the volatility of the book before the date",
  severity: "error",
  why: `A volatility window that includes the day it is used on looks ahead; one that is not annualised levers to the
    cap; bt PR#548 divided by a volatility of zero and got infinite weights.`,
  independentOf: "the engine's targeting: volatility is made anew from returns strictly before the date.",
  blindTo: "returns that are wrong themselves, and books whose assets are not all in returns.csv.",
  needs: ["weights_pre", "leverage_series", "returns", "config"],
  tolerance: relative(1e-9),
  applies({ config }) {
    return config.exposure.kind === "vol-target" ? undefined : `the exposure policy is "${config.exposure.kind}"`;
  },
  check({ run, weights_pre, leverage_series, returns, config }, probe) {
    const { exposure, limits, conventions, allocator } = config;
    if (exposure.kind !== "vol-target") return;
    const room = allocator.overlay?.budget ?? 0; // kept free under the limits for what an overlay adds
    const vol = columnOfRun(run, "leverage_series", "vol");
    const leverage = columnOfRun(run, "leverage_series", "leverage");
    const { gross, largest } = bookSizes(run, "weights_pre");
    const preRows = run.align(leverage_series.dates, weights_pre.dates);
    const units = new UnitBooks(run, weights_pre, returns, exposure.volWindow);
    const bars = run.align(leverage_series.dates, returns.dates);
    const cells = probe.cells("leverage_series", leverage_series.dates, undefined, (_, column) =>
      column === 0
        ? `the volatility of the unit book over the ${exposure.volWindow} returns before the date is another`
        : `leverage is target ${exposure.targetVol} over that volatility, at most what caps and limits allow`,
    );
    for (let k = 0; k < leverage.length; k++) {
      const row = preRows[k]!;
      if (row < 0 || bars[k]! < 0) continue;
      if (gross[row] === 0) {
        cells.equal(k, 1, leverage[k]!, 0);
        continue;
      }
      const end = bars[k]! + conventions.earnsFrom;
      const start = Math.max(1, end - exposure.volWindow);
      const unit = units.volatility(row, gross[row]!, start, end, conventions);
      if (unit === undefined) continue; // an asset without returns: artifacts-cover-every-asset names it
      const { volatility, scale } = unit;
      const divisor = Math.max(volatility, exposure.volFloor);
      const capped = Math.min(
        exposure.leverageCap,
        limits.maxGross - room,
        ((limits.maxAssetWeight - room) * gross[row]!) / largest[row]!,
      );
      const expected = Math.min(exposure.targetVol / divisor, capped);
      cells.equalAtScale(k, 0, vol[k]!, volatility, volatility + scale);
      cells.equalAtScale(k, 1, leverage[k]!, expected, expected * (1 + scale / divisor));
    }
  },
});
