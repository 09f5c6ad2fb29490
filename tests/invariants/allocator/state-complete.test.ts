import { describe, expect, it } from "vitest";
import { stateComplete } from "../../../invariants/allocator/state-complete.ts";
import { runStages } from "../../../src/engine/reference.ts";
import type { Panel } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectSkipped, judged } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { changed, withBlank, withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";

const run = runStages(smallScenario({}, 90)); // the first rebalance is on row 10: all windows are full from row 70 on
const state = run.table("allocator_state_v1")!;
const day = (row: number) => state.dates[row]!;
const found = (allocator_state_v1: Panel) => judged(stateComplete, changed(run, { tables: { allocator_state_v1 } }));
const at = (row: number, column: string) => state.values[row * state.columns.length + state.columns.indexOf(column)]!;

describe("allocator/state-complete", () => {
  it("passes for the state of the reference engine, warm-up and all", () => {
    expectPass(judged(stateComplete, run));
    expect(at(70, "warmup")).toBe(0);
    expect(at(69, "warmup")).toBe(1);
  });

  it("fails for a date without a row and for a column that is not there", () => {
    expectFail(found(withoutRows(state, day(3))), {
      date: day(3),
      expected: "a row",
      message: "the market has this date, and the state has no row for it",
    });
    const { probe } = found(withoutColumns(state, "corr_20d", "corr_shock"));
    expect(probe.violations.map(({ message }) => message)).toEqual([
      "the state has no column corr_20d",
      "the state has no column corr_shock",
    ]);
  });

  it("fails for a state without the features of the config's sleeves, and for a warm-up that is not marked", () => {
    const equal = { kind: "equal-weight" } as const;
    const sleeves = ["trend", "carry"].map((name) => ({ name, budget: 1, strategy: equal }));
    const two = runStages(smallScenario({ sleeves }, 90));
    expectPass(judged(stateComplete, two));
    const whole = two.table("allocator_state_v1")!;
    for (const column of ["trend_breadth_20d", "sleeve_concentration_60d", "warmup"]) {
      const without = changed(two, { tables: { allocator_state_v1: withoutColumns(whole, column) } });
      const message = `the state has no column ${column}`;
      expectFail(judged(stateComplete, without), { expected: column, actual: "no such column", message });
    }
    const full = withoutRows(withoutColumns(state, "warmup"), ...state.dates.slice(0, 70));
    expect(judged(stateComplete, { tables: { allocator_state_v1: full } }).verdict).toBe("pass"); // nothing to mark
  });

  it("fails for a feature that is missing once its window is full, and for a row that is not marked", () => {
    const { probe } = found(withBlank(state, day(80), "port_rvol_60d"));
    expect(probe.violations.map(({ message }) => message)).toEqual([
      "port_rvol_60d: its window is full",
      "a row is marked 1 where a feature is missing, else 0",
    ]);
    expectFail(found(withCell(state, day(5), "warmup", 0)), { date: day(5), expected: 1, actual: 0 });
  });

  it("fails for a figure that no such feature can have", () => {
    expectFail(
      found(withCell(state, day(80), "dd_level", 0.1)),
      {
        date: day(80),
        expected: 0,
        message: "dd_level lies between -1 and 0",
      },
      { message: expect.stringContaining("dd_slope_10d is") },
    );
    const sharp = withCell(withCell(state, day(80), "corr_20d", 1.5), day(80), "corr_shock", 1.5 - at(80, "corr_60d"));
    expectFail(found(sharp), { actual: 1.5, message: "corr_20d lies between -1 and 1" });
    expectFail(found(withCell(state, day(80), "corr_20d", Number.NaN)), { date: day(80) }, { date: day(80) });
    expectFail(found(withCell(state, day(40), "port_rvol_20d", -0.1)), {
      message: expect.stringContaining("between 0"),
    });
  });

  it("fails for parts that do not fit each other", () => {
    expectFail(found(withCell(state, day(80), "vol_accel", 9)), {
      expected: at(80, "port_rvol_20d") / at(80, "port_rvol_60d"),
      message: "vol_accel is port_rvol_20d / port_rvol_60d, 1 where that is 0",
    });
    expectFail(found(withCell(state, day(80), "corr_shock", 0.5)), { actual: 0.5 });
    expectFail(found(withCell(state, day(80), "dd_slope_10d", -0.5)), { actual: -0.5 });
  });

  it("takes 1 for the acceleration of a book that does not move, and asks nothing of a book without rebalance", () => {
    const still = smallScenario({ sleeves: [{ name: "core", budget: 0, strategy: { kind: "equal-weight" } }] }, 90);
    const calm = runStages(still);
    expectPass(judged(stateComplete, calm));
    expectPass(judged(stateComplete, runStages(smallScenario({ rebalance: { dates: [] } }, 90))));
  });

  it("is skipped without a state", () => {
    expectSkipped(judged(stateComplete, {}), "needs allocator_state_v1.csv");
  });
});
