import { describe, expect, it } from "vitest";
import { stateRecomputes } from "../../../invariants/allocator/state-recomputes.ts";
import { referenceStages, runStages } from "../../../src/engine/reference.ts";
import { scalarComputedFromScaledBook } from "../../../src/faults/scalar-computed-from-scaled-book.ts";
import { expectFail, expectPass, expectSkipped, judged } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { changed, withCell } from "../../support/run-of.ts";

const scenario = smallScenario({}, 90);
const run = runStages(scenario);
const state = run.table("allocator_state_v1")!;
const day = state.dates[80]!;

const stateOfConstant = (returns: "log" | "simple") =>
  runStages(smallScenario({ conventions: { returns } }, 90)).table("allocator_state_v1")!;

describe("allocator/state-recomputes", () => {
  it("passes for the reference engine, by either convention of returns", () => {
    expectPass(judged(stateRecomputes, run));
    expectPass(judged(stateRecomputes, runStages(smallScenario({ conventions: { returns: "simple", ddof: 0 } }, 90))));
  });

  it("fails for one figure of volatility, correlation or drawdown", () => {
    for (const column of ["port_rvol_20d", "port_rvol_60d", "corr_20d", "corr_60d", "dd_level"]) {
      const cell = 80 * state.columns.length + state.columns.indexOf(column);
      const off = withCell(state, day, column, state.values[cell]! - 0.001);
      expectFail(judged(stateRecomputes, changed(run, { tables: { allocator_state_v1: off } })), {
        date: day,
        artifact: "allocator_state_v1.csv",
        expected: state.values[cell]!,
        message: `${column} of weights_post, through the date before, is another`,
      });
    }
  });

  it("fails when the layers read the book that they have scaled", () => {
    const faulty = runStages(scenario, scalarComputedFromScaledBook.stages(referenceStages));
    const { verdict, probe } = judged(stateRecomputes, faulty);
    expect(verdict).toBe("fail");
    expect(new Set(probe.violations.map(({ message }) => message.split(" ")[0]))).toContain("port_rvol_20d");
  });

  it("takes a ruined book for lost, and a column that repeats one value for no correlation", () => {
    const { market, config } = smallScenario(
      {
        exposure: { kind: "none" },
        conventions: { returns: "simple" },
        limits: { maxAssetWeight: 9, maxGross: 9 },
        sleeves: [{ name: "core", budget: 6, strategy: { kind: "equal-weight" } }],
      },
      90,
    );
    const crash = market.returns.map((value, cell) =>
      Math.floor(cell / 3) === 40 ? -0.5 : cell >= 3 && cell % 3 === 2 ? 0.001 : value,
    );
    expectPass(judged(stateRecomputes, runStages({ market: { ...market, returns: crash }, config })));
  });

  it("follows a book that drifts with its prices, by either convention, and fails where it is another", () => {
    for (const returns of ["log", "simple"] as const) {
      const drifting = runStages(smallScenario({ holding: "drifting-positions", conventions: { returns } }, 90));
      expectPass(judged(stateRecomputes, drifting));
      // The state of the book that is put back to its weights every night is another one.
      const { verdict, probe } = judged(
        stateRecomputes,
        changed(drifting, { tables: { allocator_state_v1: stateOfConstant(returns) } }),
      );
      expect(verdict).toBe("fail");
      expect(probe.violations[0]!.message).toContain("of weights_post, through the date before, is another");
    }
  });

  it("is skipped for runs that earn a day later", () => {
    const later = { ...scenario.config, conventions: { ...scenario.config.conventions, earnsFrom: 1 as const } };
    const declared = { ...changed(run, {}), info: { ...run.info, config: later } };
    expectSkipped(judged(stateRecomputes, declared), "earn from t + 1 on");
  });
});
