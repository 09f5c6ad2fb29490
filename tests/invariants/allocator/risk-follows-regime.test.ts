import { describe, it } from "vitest";
import { riskFollowsRegime } from "../../../invariants/allocator/risk-follows-regime.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { labels, table } from "../../support/tables.ts";

const regimes = labels`
  date        regime
  2024-01-02  NORMAL
  2024-01-03  CRISIS
  2024-01-04  CRISIS
  2024-01-05  CRISIS
  2024-01-08  NORMAL`;
/** Half of the way from 1 to 0.2 each bar (0.6, 0.4, 0.3), not under 0.35; then half of the way back from 0.3. */
const risk = table`
  date        risk_scalar
  2024-01-02  1
  2024-01-03  0.6
  2024-01-05  0.35
  2024-01-08  0.65`;
const sleeves = table`
  date        core  trend
  2024-01-03  0.6   0.75`;
const layers = {
  halfLife: 1,
  scalarMin: 0.35,
  scalars: { NORMAL: 1, ELEVATED: 0.8, STRESS: 0.5, CRISIS: 0.2 },
} as const;
const config = { allocator: { mode: "off", layers } } as const;

describe("allocator/risk-follows-regime", () => {
  it("passes for a scalar that covers half of the way each half-life, down to its floor", () => {
    expectPass(judged(riskFollowsRegime, { config, regimes, tables: { allocator_risk_v1: risk } }), 4);
  });

  it("fails for a scalar without its floor, and for one that jumps", () => {
    const unclamped = withCell(risk, "2024-01-05", "risk_scalar", 0.3);
    expectFail(judged(riskFollowsRegime, { config, regimes, tables: { allocator_risk_v1: unclamped } }), {
      date: "2024-01-05",
      expected: 0.35,
      actual: 0.3,
      message: "risk_scalar: with a half-life of 1 bars in [0.35, 1], in regime CRISIS, which aims at 0.2",
    });
    const jumping = withCell(risk, "2024-01-03", "risk_scalar", 0.2);
    expectFail(judged(riskFollowsRegime, { config, regimes, tables: { allocator_risk_v1: jumping } }), {
      expected: 0.6,
    });
  });

  it("asks a sleeve for its own scalars, also where the system's are given", () => {
    const own = { NORMAL: 1, ELEVATED: 1, STRESS: 1, CRISIS: 0.5 };
    const allocator = { mode: "compute", scalars: [0.1] as number[], layers, sleeveScalars: { trend: own } } as const;
    const tables = { allocator_risk_v1: risk, allocator_sleeve_risk_v1: sleeves };
    expectPass(judged(riskFollowsRegime, { config: { allocator }, regimes, tables }), 1);
    const wrong = { ...tables, allocator_sleeve_risk_v1: withCell(sleeves, "2024-01-03", "trend", 0.6) };
    expectFail(judged(riskFollowsRegime, { config: { allocator }, regimes, tables: wrong }), {
      artifact: "allocator_sleeve_risk_v1.csv",
      expected: 0.75,
    });
  });

  it("fails after a regime that nobody knows", () => {
    const unknown = labels`
      date        regime
      2024-01-02  PANIC`;
    const tables = {
      allocator_risk_v1: table`
      date        risk_scalar
      2024-01-02  1`,
    };
    expectFail(judged(riskFollowsRegime, { config, regimes: unknown, tables }), { date: "2024-01-02", actual: 1 });
  });

  it("is skipped where scalars are given, unproven where none are recorded on dates with a regime", () => {
    const given = { allocator: { mode: "compute", scalars: [1] as number[], layers } } as const;
    expectSkipped(
      judged(riskFollowsRegime, { config: given, regimes, tables: { allocator_risk_v1: risk } }),
      "are given",
    );
    expectSkipped(judged(riskFollowsRegime, { regimes, tables: { allocator_risk_v1: risk } }), "run.json (config)");
    const late = {
      allocator_risk_v1: table`
      date        risk_scalar
      2025-01-02  1`,
    };
    expectUnproven(judged(riskFollowsRegime, { config, regimes, tables: late }));
  });
});
