import { describe, expect, it } from "vitest";
import { catalog } from "../../../invariants/catalog.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import { WIDTH } from "../../../src/report/worked-grid.ts";
import { faulty, scenarioOf } from "../support.ts";
import { BOOKS, bare, counterexample, QUIET, worked } from "./support.ts";

describe("the worked table of one run", () => {
  it("goes from what is given, stage by stage, to the failing figure and the expected one under it", async () => {
    const fault = faulty("renormalized-after-rt");
    const each = counterexample(
      "exposure/gross-within-cap",
      scenarioOf(
        { "2024-01-02": [0, 0] },
        { "2024-01-02": [0.5, -0.1] },
        { limits: { maxAssetWeight: 2, maxGross: 1 } },
      ),
      {
        date: "2024-01-02",
        artifact: "weights_scaled.csv",
        expected: 1,
        actual: 1.5,
        residual: 0.5,
        tolerance: 1e-9,
        message: "Σ|weights_scaled| is over the cap of 1",
      },
    );
    expect((await worked(each, fault, catalog)).split("\n")).toEqual([
      "exposure/gross-within-cap  (seed 1, case 2)",
      "Gross never exceeds the limit or the leverage cap, at every rebalance and on every date held",
      "given: rebalance every day; no exposure policy; at most 1 gross",
      "",
      "2024                          01-02",
      "market  return of each asset      0",
      "signal  weight asked, ZT        0.5",
      "        weight asked, ES       -0.1",
      "scalar  weights_scaled ZT      1.25",
      "        weights_scaled ES     -0.25",
      "        Σ|weights_scaled|     [1.5]",
      "          expected                1",
      "",
      "They part at: scalar, 2024-01-02 · weights_scaled.csv",
      "  expected 1, was 1.5, off by 0.5 (allowed 1.00e-9)",
      "  Σ|weights_scaled| is over the cap of 1",
      "  by hand: Σ|weights_scaled| = |1.25| + |-0.25| = 1.5",
    ]);
  });

  it("marks what may be anything, in the table and among the settings, and says so", () => {
    const scenario = scenarioOf(QUIET, BOOKS, { costs: { feeBps: 5, halfSpreadBps: 0 } });
    const text = bare(
      counterexample(
        "a/b",
        scenario,
        {},
        { irrelevant: ["/market/returns/1/0", "/config/sleeves/0/strategy/values/0/1", "/config/costs/feeBps"] },
      ),
    );
    expect(text).toContain("fee 5· bps");
    expect(text).toMatch(/return ZT +0 +0\.1· +0\n/);
    expect(text).toMatch(/weight asked, ES +-0\.1· +hold\n/);
    expect(text).toContain("· may be anything: the failure stays");
    expect(bare(counterexample("a/b", scenario, {}))).not.toContain("·");
    const flat = scenarioOf({ "2024-01-02": [0, 0], "2024-01-03": [0, 0] }, {});
    const free = (...irrelevant: string[]) => bare(counterexample("a/b", flat, {}, { irrelevant }));
    expect(free("/market/returns/1/0", "/market/returns/1/1")).toMatch(/return of each asset +0 +0·\n/);
    expect(free("/market/returns/1/0")).not.toContain("·"); // no mark, so no word about marks
  });

  it("shows only settings that are not as by default, and names the rest of the config's parts", () => {
    const config: Partial<ConfigInput> = {
      initialCapital: 1000,
      sleeves: [
        { name: "core", budget: 2, strategy: { kind: "equal-weight" } },
        { name: "tilt", budget: 0.5, strategy: { kind: "weights", dates: ["2024-01-02"], values: [[0.1, 0.2]] } },
      ],
      rebalance: { bars: 2 },
      exposure: {
        kind: "vol-target",
        targetVol: 0.2,
        volWindow: 5,
        minObservations: 2,
        volFloor: 0.02,
        leverageCap: 3,
      },
      allocator: {
        mode: "precomputed",
        applied: [{ date: "2024-01-03", risk_scalar_applied: 0.5 }],
        applyMissingScalarAs: 0.9,
      },
      holding: "drifting-positions",
      costs: { halfSpreadBps: 1.5, feeBps: 0 },
      conventions: { returns: "simple", annualization: 12, ddof: 0 },
    };
    const rows = { ...QUIET, "2024-01-05": [0, 0] };
    const text = bare(counterexample("a/b", scenarioOf(rows, BOOKS, config), {})).replace(/\n {2}(?=\S)/g, " ");
    for (const part of [
      "rebalance every 2 bars; target volatility 0.2 over 5 bars, at least 2, floor 0.02, leverage at most 3",
      "allocator precomputed; scalar 0.9 where there is none",
      "sleeve core × 2: equal-weight; sleeve tilt × 0.5; drifting-positions; half spread 1.5 bps; capital 1000",
      "simple returns; 12 bars a year; ddof 0",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/weight asked, tilt ES +0\.2/);
    expect(text).toMatch(/scalar +scalar given +0\.5/);
    const computed = scenarioOf(QUIET, BOOKS, {
      rebalance: { dates: ["2024-01-02"] },
      exposure: { kind: "fixed", multiplier: 2 },
      allocator: { mode: "compute", scalars: [0.5, 1] },
    });
    expect(bare(counterexample("a/b", computed, {}))).toContain(
      "rebalance on 2024-01-02; exposure × 2; allocator compute: scalars by rebalance 0.5, 1",
    );
  });

  it("stays within its width, however many days and assets there are, around the failing date", () => {
    const dates = Array.from(
      { length: 60 },
      (_, t) => `2024-0${1 + Math.floor(t / 28)}-${String((t % 28) + 1).padStart(2, "0")}`,
    );
    const rows = Object.fromEntries(
      dates.map((date, t) => [date, Array.from({ length: 4 }, () => (t === 0 ? 0 : 0.001234567))]),
    );
    const text = bare(counterexample("a/b", scenarioOf(rows, {}), { date: dates[30]! }));
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
    expect(text).toContain(dates[30]!.slice(5));
    expect(text).toMatch(/… and \d+ days more/);
    expect(text).toContain("0.00123457"); // and no more digits than are of use
  });

  it("names the year of every date where there are two", () => {
    const scenario = scenarioOf({ "2023-12-29": [0], "2024-01-02": [0.1] }, {});
    expect(bare(counterexample("a/b", scenario, {}))).toMatch(/2023-12-29 +2024-01-02/);
  });

  it("marks a figure only where it stands: the first column of that value that the message names", async () => {
    const scenario = scenarioOf({ "2024-01-02": [0], "2024-01-03": [0.1] }, { "2024-01-03": [1] });
    const violation = {
      date: "2024-01-03",
      artifact: "portfolio_returns.csv",
      expected: 0.1,
      actual: 0,
      residual: -0.1,
    };
    const fault = faulty("off-by-one-earning-date");
    const of = (message: string) =>
      worked(counterexample("accounting/pnl-linear-in-weights", scenario, { ...violation, message }), fault, catalog);
    expect(await of("gross_return is 0; cost is 0 too")).toMatch(/gross_return +0 +\[0\]\n +expected +0\.1\n/);
    expect(await of("log_return is 7")).toMatch(/log_return +0 +\[0\]/);
    expect(await of("it is wrong")).not.toContain("["); // four figures are 0: nobody knows which
    const elsewhere = counterexample("accounting/pnl-linear-in-weights", scenario, {
      ...violation,
      actual: 5,
      message: "gross_return is 5",
    });
    expect(await worked(elsewhere, fault, catalog)).not.toContain("[");
  });

  it("shows the regimes and the state's features that there are, and layers that are not as by default", async () => {
    const rows = { "2024-01-02": [0], "2024-01-03": [-0.1], "2024-01-04": [0] };
    const layers = { drawdownLevel: [-0.01, -0.02, -0.03] as [number, number, number], minDwell: 1 };
    const scenario = scenarioOf(rows, { "2024-01-02": [1] }, { allocator: { mode: "compute", layers } });
    const violation = { date: "2024-01-04", artifact: "allocator_regime_v1.csv", expected: "STRESS", actual: "NORMAL" };
    const text = await worked(
      counterexample("allocator/regime-follows-state", scenario, violation),
      faulty("cap-forgotten"),
      catalog,
    );
    expect(text).toMatch(/layers: drawdownLevel\[0\] -0\.01, .*minDwell\s+1/s);
    expect(text).toMatch(/regime +NORMAL +NORMAL +\[?\w+/);
    expect(text).toMatch(/allocator_state_v1 dd_level +0 +0 +-0\.09/);
    expect(text).not.toContain("trend_breadth");
  });

  it("shows the log where the log is at fault", async () => {
    const scenario = scenarioOf({ "2024-01-02": [0], "2024-01-03": [0] }, { "2024-01-02": [1], "2024-01-03": [1] });
    const violation = { date: "2024-01-02", artifact: "run.log", expected: "one line", actual: "two lines" };
    const text = await worked(
      counterexample("accounting/artifact-log-consistency", scenario, violation),
      faulty("log-stale-date"),
      catalog,
    );
    expect(text.match(/log {2}\[ExecSim\] 2024-01-02/g)).toHaveLength(2);
    expect(text).toContain("They part at: log, 2024-01-02 · run.log");
  });

  it("says what it can where the engine breaks, and where the invariant is gone", async () => {
    const scenario = scenarioOf({ "2024-01-02": [0] }, { "2024-01-02": [1] });
    const each = counterexample("engine/answers-every-scenario", scenario, {
      expected: "a run",
      actual: "EngineError",
    });
    const crashing = { describe: faulty("cap-forgotten").describe, run: () => Promise.reject(new Error("killed")) };
    expect(await worked(each, crashing, catalog)).toContain(
      "Where they part, the run as a whole\n  expected a run, was EngineError",
    );
    expect(await worked({ ...each, invariant: "desk/gone" }, crashing, catalog)).toContain("expected a run");
  });
});
