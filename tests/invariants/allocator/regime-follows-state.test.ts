import { describe, it } from "vitest";
import { regimeFollowsState } from "../../../invariants/allocator/regime-follows-state.ts";
import { runStages } from "../../../src/engine/reference.ts";
import type { LabelSeries } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { labels, table } from "../../support/tables.ts";

/** 13% under the peak at once, 5% on the day after, and then on the way up; nothing of volatility or correlation. */
const allocator_state_v1 = table`
  date        dd_level  dd_slope_10d  vol_accel  corr_shock
  2024-01-02   0         -             -          -
  2024-01-03  -0.13      -             -          -
  2024-01-04  -0.05      -             -          -
  2024-01-05  -0.04      -             1.6        0.15
  2024-01-08  -0.03      0.01          1.0        0
  2024-01-09  -0.02      0.01          1.0        0
  2024-01-10  -0.02      0.01          1.0        0`;
const regimes = labels`
  date        regime
  2024-01-02  NORMAL
  2024-01-03  ELEVATED
  2024-01-04  ELEVATED
  2024-01-05  ELEVATED
  2024-01-08  ELEVATED
  2024-01-09  NORMAL
  2024-01-10  NORMAL`;
const config = { allocator: { mode: "compute" as const, layers: { minDwell: 2 } } };
const found = (series: LabelSeries, state = allocator_state_v1) =>
  judged(regimeFollowsState, { config, regimes: series, tables: { allocator_state_v1: state } });
const relabelled = (date: string, label: string | null): LabelSeries => ({
  ...regimes,
  labels: regimes.labels.map((each, t) => (regimes.dates[t] === date ? label : each)),
});

describe("allocator/regime-follows-state", () => {
  it("passes up at once, down after the dwell, and what is not known yet gives no point", () => {
    expectPass(found(regimes), 7);
    expectPass(judged(regimeFollowsState, runStages(smallScenario({}, 90))), 90);
  });

  it("fails for a regime that is called a day late, that falls too early, or that is none", () => {
    expectFail(found(relabelled("2024-01-03", "NORMAL")), {
      date: "2024-01-03",
      artifact: "allocator_regime_v1.csv",
      expected: "ELEVATED",
      actual: "NORMAL",
      message: "the state through 2024-01-03 and the thresholds of the config make it ELEVATED",
    });
    expectFail(found(relabelled("2024-01-08", "NORMAL")), { date: "2024-01-08", expected: "ELEVATED" });
    expectFail(found(relabelled("2024-01-09", null)), { date: "2024-01-09", expected: "NORMAL", actual: null });
  });

  it("falls by one level at a time", () => {
    const deep = withCell(withCell(allocator_state_v1, "2024-01-03", "dd_level", -0.2), "2024-01-03", "vol_accel", 2);
    const falling = labels`
      date        regime
      2024-01-02  NORMAL
      2024-01-03  STRESS
      2024-01-04  STRESS
      2024-01-05  ELEVATED
      2024-01-08  ELEVATED
      2024-01-09  NORMAL
      2024-01-10  NORMAL`;
    expectPass(found(falling, deep), 7);
  });

  it("goes no further than a date on which rounding decides, or a date that the state lacks", () => {
    const near = withCell(allocator_state_v1, "2024-01-04", "dd_level", -0.06 + 1e-12);
    expectPass(found(relabelled("2024-01-08", "CRISIS"), near), 2);
    const returns = table`
      date        ES
      2024-01-02  0
      2024-01-03  0
      2024-01-04  0`;
    const lost = withoutRows(allocator_state_v1, "2024-01-03");
    const parts = { config, regimes, tables: { returns, allocator_state_v1: lost } };
    expectPass(judged(regimeFollowsState, parts), 1);
  });

  it("is unproven without rows, and skipped without a state or a config", () => {
    expectUnproven(found(regimes, table`date dd_level`));
    expectSkipped(judged(regimeFollowsState, { config, regimes, tables: {} }), "needs allocator_state_v1.csv");
    expectSkipped(judged(regimeFollowsState, { regimes, tables: { allocator_state_v1 } }), "needs run.json (config)");
  });
});
