import { describe, expect, it } from "vitest";
import { scalarLagsOneRebalance } from "../../../invariants/exposure/scalar-lags-one-rebalance.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import type { RunSketch } from "../../support/run-of.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const allocator_risk_v1 = table`
  date        risk_scalar
  2024-01-05  0.85
  2024-02-05  0.55
  2024-03-05  0.62`;
const allocator_risk_v1_applied = table`
  date        risk_scalar_applied
  2024-01-05  1
  2024-02-05  0.85
  2024-03-05  0.55`;
const tables = { allocator_risk_v1, allocator_risk_v1_applied };

describe("exposure/scalar-lags-one-rebalance", () => {
  it("passes when each applied scalar was computed one rebalance earlier", () => {
    expectPass(judged(scalarLagsOneRebalance, { tables }), 2);
    expectPass(judged(scalarLagsOneRebalance, { config: { allocator: { mode: "compute" } }, tables }), 2);
    const { preconditions } = judged(scalarLagsOneRebalance, { tables }).probe;
    expect(preconditions).toEqual([{ label: "two rebalances", met: 1, cases: 1 }]);
  });

  it("fails when the scalar of the very date is applied", () => {
    const unlagged = table`
      date        risk_scalar_applied
      2024-01-05  0.85
      2024-02-05  0.55
      2024-03-05  0.62`;
    const artifact = "allocator_risk_v1_applied.csv";
    expectFail(
      judged(scalarLagsOneRebalance, { tables: { ...tables, allocator_risk_v1_applied: unlagged } }),
      {
        artifact,
        date: "2024-02-05",
        expected: 0.85,
        actual: 0.55,
        message:
          "the scalar computed at the rebalance before, 2024-01-05, is 0.85; this is the scalar computed on the very date",
      },
      { artifact, date: "2024-03-05", expected: 0.55, actual: 0.62 },
    );
  });

  it("fails for the last bit, and for NaN", () => {
    const nearly = withCell(allocator_risk_v1_applied, "2024-03-05", "risk_scalar_applied", 0.55 + 2 ** -53);
    expectFail(judged(scalarLagsOneRebalance, { tables: { ...tables, allocator_risk_v1_applied: nearly } }), {
      date: "2024-03-05",
    });
    const broken = withCell(allocator_risk_v1, "2024-01-05", "risk_scalar", Number.NaN);
    expectFail(judged(scalarLagsOneRebalance, { tables: { ...tables, allocator_risk_v1: broken } }), {
      expected: "NaN",
    });
  });

  it("compares no scalars across a lost row", () => {
    const lost = withoutRows(allocator_risk_v1, "2024-02-05");
    expectUnproven(judged(scalarLagsOneRebalance, { tables: { ...tables, allocator_risk_v1: lost } }));
  });

  it("is unproven for a single rebalance, and says what never was the case", () => {
    const one = {
      allocator_risk_v1: withoutRows(allocator_risk_v1, "2024-02-05", "2024-03-05"),
      allocator_risk_v1_applied: withoutRows(allocator_risk_v1_applied, "2024-02-05", "2024-03-05"),
    };
    expectUnproven(judged(scalarLagsOneRebalance, { tables: one }), "never two rebalances");
  });

  it("asks the same of each sleeve's scalar", () => {
    const allocator_sleeve_risk_v1 = table`
      date        core  trend
      2024-01-05  0.5   0.9
      2024-02-05  0.6   0.8`;
    const allocator_sleeve_risk_v1_applied = table`
      date        trend  core
      2024-01-05  1      1
      2024-02-05  0.9    0.6     # core: of the very date`;
    const sleeves = { ...tables, allocator_sleeve_risk_v1, allocator_sleeve_risk_v1_applied };
    expectFail(judged(scalarLagsOneRebalance, { tables: sleeves }), {
      date: "2024-02-05",
      artifact: "allocator_sleeve_risk_v1_applied.csv",
      expected: 0.5,
      message:
        "the scalar computed for core at the rebalance before, 2024-01-05, is 0.5; this is the scalar computed on the very date",
    });
  });

  it("is skipped where scalars come precomputed, by config or by what the folder holds", () => {
    const precomputed: RunSketch["config"] = { allocator: { mode: "precomputed", applied: [] } };
    expectSkipped(judged(scalarLagsOneRebalance, { config: precomputed, tables }), "mode is precomputed");
    const loaded = { ...tables, allocator_risk_v1_applied_source: allocator_risk_v1_applied };
    expectSkipped(judged(scalarLagsOneRebalance, { tables: loaded }), "mode is precomputed");
    const replayed = { ...tables, allocator_risk_v1_applied_used: allocator_risk_v1_applied };
    expectSkipped(judged(scalarLagsOneRebalance, { tables: replayed }), "mode is precomputed");
    expectSkipped(
      judged(scalarLagsOneRebalance, { tables: { allocator_risk_v1 } }),
      "needs allocator_risk_v1_applied.csv",
    );
  });
});
