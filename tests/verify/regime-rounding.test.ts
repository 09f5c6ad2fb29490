import { describe, expect, it } from "vitest";
import type { LabelSeries, Panel } from "../../src/model/panel.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { Probe } from "../../src/verify/probe.ts";
import { compareRegimesBeyondRounding } from "../../src/verify/regime-rounding.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { smallScenario } from "../support/reference-run.ts";
import type { RunSketch } from "../support/run-of.ts";
import { runOf, withBlank, withCell } from "../support/run-of.ts";
import { labels, table } from "../support/tables.ts";

const regimes = labels`
  date        regime
  2024-01-02  NORMAL
  2024-01-03  STRESS
  2024-01-04  STRESS`;
// No feature is near to one of its thresholds: 1.2, 1.5 · 0.1, 0.2 · −0.06, −0.12, −0.18 · −0.03, −0.06.
const allocator_state_v1 = table`
  date        port_rvol_60d  vol_accel  corr_shock  dd_level  dd_slope_10d
  2024-01-02  0.1            1          0           0         0
  2024-01-03  0.1            1.3        0.15        -0.1      -0.05
  2024-01-04  0.1            1.6        0.25        -0.3      -0.07`;
const scenario = smallScenario();

/** Compares the regimes of a run with these features with other ones. */
function compared(other: LabelSeries | undefined, state: Panel | undefined, source: RunSketch = {}, common = false) {
  const tables = state === undefined ? {} : { allocator_state_v1: state };
  const first = new RunView(runOf({ regimes, tables, ...source }), "first");
  const second = new RunView(runOf(other === undefined ? {} : { regimes: other }), "second");
  const probe = new Probe(EXACT);
  const pair = { source: first, followUp: second, scenario, followUpScenario: scenario };
  const from = compareRegimesBeyondRounding(pair, probe, "they are related", common);
  return { from, examined: probe.examined, violations: probe.violations };
}

const crisis = { ...regimes, labels: ["NORMAL", "CRISIS", "CRISIS"] };
const reported = { from: "2024-01-03", examined: 2, violations: [{ date: "2024-01-03", actual: "CRISIS" }] };
const forgiven = { from: "2024-01-03", examined: 1, violations: [] };

describe("regimes of two runs that differ by rounding", () => {
  it("are the same on every date", () => {
    expect(compared(regimes, allocator_state_v1)).toEqual({ from: undefined, examined: 3, violations: [] });
    expect(compared(regimes, allocator_state_v1, { regimes: undefined }).violations).toHaveLength(1);
  });

  it("are reported where only one of the runs has them, unless what is common alone is compared", () => {
    const absent = { artifact: "allocator_regime_v1.csv", expected: "a table", actual: "absent" };
    expect(compared(undefined, allocator_state_v1)).toMatchObject({ from: undefined, violations: [absent] });
    const none = { from: undefined, examined: 0, violations: [] };
    expect(compared(undefined, allocator_state_v1, {}, true)).toEqual(none);
    expect(compared(undefined, undefined, { regimes: undefined })).toEqual(none);
  });

  it("are reported on the first date that differs, when no feature is near to a threshold", () => {
    expect(compared(crisis, allocator_state_v1)).toMatchObject(reported);
    expect(compared(crisis, allocator_state_v1).violations[0]).toMatchObject({
      artifact: "allocator_regime_v1.csv",
      expected: "STRESS",
      message: "they are related",
    });
    const blank = { ...regimes, labels: ["NORMAL", "STRESS", null] };
    expect(compared(blank, allocator_state_v1).violations).toMatchObject([{ expected: "STRESS", actual: null }]);
  });

  it.each([
    ["vol_accel", 1.5],
    ["corr_shock", 0.1],
    ["dd_level", -0.12],
    ["dd_slope_10d", -0.06],
  ])("may differ from a date on, on which %s is within 1e-9 of a threshold", (feature, threshold) => {
    for (const off of [0, -0.9e-9, 0.9e-9]) {
      const near = (date: string) => withCell(allocator_state_v1, date, feature, threshold + off);
      expect(compared(crisis, near("2024-01-03"))).toEqual(forgiven);
      expect(compared(crisis, near("2024-01-02"))).toEqual(forgiven);
      expect(compared(crisis, near("2024-01-04"))).toMatchObject(reported); // what comes later decides nothing
    }
    for (const off of [-1.1e-9, 1.1e-9]) {
      expect(compared(crisis, withCell(allocator_state_v1, "2024-01-03", feature, threshold + off))).toMatchObject(
        reported,
      );
    }
  });

  it("may differ where the volatility that another is divided by is a rounding error, and unknown is none", () => {
    const calm = (vol: number) => withCell(allocator_state_v1, "2024-01-03", "port_rvol_60d", vol);
    expect(compared(crisis, calm(0.9e-9))).toEqual(forgiven);
    expect(compared(crisis, calm(1.1e-9))).toMatchObject(reported);
    expect(compared(crisis, withBlank(allocator_state_v1, "2024-01-03", "port_rvol_60d"))).toMatchObject(reported);
    expect(compared(crisis, undefined)).toEqual(forgiven); // no features are recorded: nobody can tell
  });

  it("are near to the thresholds of the config where it has some", () => {
    const withThreshold = (threshold: number): RunSketch => ({
      config: { allocator: { mode: "compute", layers: { volAccel: [threshold] } } },
    });
    expect(compared(crisis, allocator_state_v1, withThreshold(1.3))).toEqual(forgiven);
    expect(compared(crisis, allocator_state_v1, withThreshold(1.2))).toMatchObject(reported);
  });

  it("lose and gain no row by rounding", () => {
    const two = { ...regimes, dates: regimes.dates.slice(0, 2), labels: ["NORMAL", "STRESS"] };
    const lost = { date: "2024-01-04", expected: "STRESS", actual: "no such row" };
    const gained = { date: "2024-01-04", expected: "no such row", actual: "STRESS" };
    for (const state of [allocator_state_v1, undefined]) {
      expect(compared(two, state)).toMatchObject({ from: "2024-01-04", violations: [lost] });
      expect(compared(regimes, state, { regimes: two })).toMatchObject({ from: "2024-01-04", violations: [gained] });
    }
  });
});
