import { describe, expect, it } from "vitest";
import { overlayGatedByRegime } from "../../../invariants/exposure/overlay-gated-by-regime.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { labels, table } from "../../support/tables.ts";

const regimes = labels`
  date        regime
  2024-01-02  NORMAL
  2024-02-01  CRISIS
  2024-03-01  NORMAL`;
/** Called for at the rebalance after the crisis was known, and not on its day. */
const overlay_weights = table`
  date        ES     TY
  2024-01-02  0      0
  2024-02-01  0      0
  2024-03-01  -0.05  0.05`;
const overlay = { name: "crisis", budget: 0.1, strategy: { kind: "equal-weight" } } as const;
const config = { allocator: { mode: "compute", overlay } } as const;

describe("exposure/overlay-gated-by-regime", () => {
  it("passes for an overlay that is on one rebalance after the crisis was known", () => {
    expectPass(judged(overlayGatedByRegime, { config, regimes, tables: { overlay_weights } }), 5);
  });

  it("notes whether a regime ever called for the overlay", () => {
    const label = "a regime that calls for the overlay";
    const called = judged(overlayGatedByRegime, { config, regimes, tables: { overlay_weights } });
    expect(called.probe.preconditions).toEqual([{ label, met: 1, cases: 1 }]);
    const calm = labels`
      date        regime
      2024-01-02  NORMAL
      2024-02-01  NORMAL
      2024-03-01  CRISIS`;
    const idle = { overlay_weights: withCell(withCell(overlay_weights, "2024-03-01", "ES", 0), "2024-03-01", "TY", 0) };
    const never = judged(overlayGatedByRegime, { config, regimes: calm, tables: idle });
    expect(never.probe.preconditions).toEqual([{ label, met: 0, cases: 1 }]);
  });

  it("fails for an overlay that knows the crisis it trades in, and for one at the first rebalance", () => {
    const early = withCell(overlay_weights, "2024-02-01", "TY", 0.1);
    expectFail(judged(overlayGatedByRegime, { config, regimes, tables: { overlay_weights: early } }), {
      date: "2024-02-01",
      asset: "TY",
      artifact: "overlay_weights.csv",
      expected: 0,
      message: "the regime at the rebalance before is NORMAL",
    });
    const first = withCell(overlay_weights, "2024-01-02", "TY", 0.1);
    expectFail(judged(overlayGatedByRegime, { config, regimes, tables: { overlay_weights: first } }), {
      message: "the regime at the rebalance before is null",
    });
  });

  it("fails for more than the budget, and for anything in mode off", () => {
    const heavy = withCell(overlay_weights, "2024-03-01", "TY", 0.06);
    expectFail(judged(overlayGatedByRegime, { config, regimes, tables: { overlay_weights: heavy } }), {
      artifact: "overlay_weights.csv",
      expected: 0.1,
      actual: 0.11,
      message: "the overlay's budget is 0.1",
    });
    const off = { allocator: { mode: "off", overlay } } as const;
    expectFail(
      judged(overlayGatedByRegime, { config: off, regimes, tables: { overlay_weights } }),
      { asset: "ES", message: "the allocator is off" },
      { asset: "TY" },
    );
  });

  it("fails for another answer than the strategy's, where the universe is known", () => {
    const known = { config, regimes, universe: ["ES", "TY"] };
    expectFail(judged(overlayGatedByRegime, { ...known, tables: { overlay_weights } }), {
      date: "2024-03-01",
      asset: "ES",
      expected: 0.05,
      actual: -0.05,
      message: "its answer times its budget of 0.1 is another weight",
    });
    const right = withCell(overlay_weights, "2024-03-01", "ES", 0.05);
    expectPass(judged(overlayGatedByRegime, { ...known, tables: { overlay_weights: right } }), 7);
  });

  it("is skipped without an overlay in the config, unproven without rebalances", () => {
    expectSkipped(judged(overlayGatedByRegime, { config: {}, regimes, tables: { overlay_weights } }), "has no overlay");
    const none = { overlay_weights: table`date ES TY` };
    expectUnproven(
      judged(overlayGatedByRegime, { config, regimes, tables: none }),
      "never a regime that calls for the overlay",
    );
  });
});
