import { describe, it } from "vitest";
import { missingScalarDefault } from "../../../invariants/exposure/missing-scalar-default.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const computed = table`
  date        risk_scalar
  2024-01-02  0.5
  2024-02-01  0.7
  2024-03-01  0.9          # past the end of the list`;
const applied = table`
  date        risk_scalar_applied
  2024-01-02  0.9
  2024-02-01  0.5
  2024-03-01  0.7`;
const tables = { allocator_risk_v1: computed, allocator_risk_v1_applied: applied };
const given = { allocator: { mode: "compute", scalars: [0.5, 0.7] as number[], applyMissingScalarAs: 0.9 } } as const;

describe("exposure/missing-scalar-default", () => {
  it("passes when the first rebalance and what is past the list have the default", () => {
    expectPass(judged(missingScalarDefault, { config: given, tables }), 2);
    expectPass(
      judged(missingScalarDefault, { config: { allocator: { mode: "off", applyMissingScalarAs: 0.9 } }, tables }),
      1,
    );
  });

  it("passes for an engine in single precision, which keeps 0.9 as the nearest number there", () => {
    const single = (each: typeof computed) => ({ ...each, values: each.values.map(Math.fround) });
    const kept = { allocator_risk_v1: single(computed), allocator_risk_v1_applied: single(applied) };
    expectPass(judged(missingScalarDefault, { config: given, tables: kept }), 2);
  });

  it("fails for a first book that is not bought, and for the last known scalar instead of the default", () => {
    const zero = { ...tables, allocator_risk_v1_applied: withCell(applied, "2024-01-02", "risk_scalar_applied", 0) };
    expectFail(judged(missingScalarDefault, { config: given, tables: zero }), {
      date: "2024-01-02",
      artifact: "allocator_risk_v1_applied.csv",
      expected: 0.9,
      actual: 0,
      message: "no scalar is known for this rebalance, and applyMissingScalarAs is 0.9",
    });
    const filled = { ...tables, allocator_risk_v1: withCell(computed, "2024-03-01", "risk_scalar", 0.7) };
    expectFail(judged(missingScalarDefault, { config: given, tables: filled }), { artifact: "allocator_risk_v1.csv" });
  });

  it("asks it of every date that a source lacks, and of sleeves too", () => {
    const entry = { date: "2024-02-01", risk_scalar_applied: 0.5, sleeves: {} };
    const allocator = { mode: "precomputed", applied: [entry], applyMissingScalarAs: 0.9, sleeveScalars: {} } as const;
    const config = { allocator: { ...allocator, applied: [entry] } };
    const sleeves = table`
      date        core  trend
      2024-01-02  0.9   0.9
      2024-02-01  0.5   0.1
      2024-03-01  0.9   0.7     # trend: no scalar for this date`;
    expectFail(
      judged(missingScalarDefault, { config, tables: { ...tables, allocator_sleeve_risk_v1_applied: sleeves } }),
      { date: "2024-03-01", artifact: "allocator_risk_v1_applied.csv", actual: 0.7 },
      { date: "2024-03-01", artifact: "allocator_sleeve_risk_v1_applied.csv", actual: 0.7 },
    );
  });

  it("does not apply where the source knows every date, and does where one table has a date it lacks", () => {
    const entry = (date: string) => ({ date, risk_scalar_applied: 0.5, sleeves: {} });
    const sourced = (...dates: readonly string[]) =>
      ({ allocator: { mode: "precomputed", applied: dates.map(entry), applyMissingScalarAs: 0.9 } }) as const;
    const whole = sourced("2024-01-02", "2024-02-01", "2024-03-01");
    expectSkipped(
      judged(missingScalarDefault, { config: whole, tables }),
      "the source has a scalar for every rebalance",
    );
    expectUnproven(
      judged(missingScalarDefault, {
        config: whole,
        tables: { allocator_risk_v1_applied: table`date risk_scalar_applied` },
      }),
    );
    const known = table`
      date        core
      2024-02-01  0.5`;
    expectFail(
      judged(missingScalarDefault, {
        config: sourced("2024-01-02", "2024-02-01"),
        tables: { allocator_risk_v1_applied: applied, allocator_sleeve_risk_v1_applied: known },
      }),
      { date: "2024-03-01", expected: 0.9, actual: 0.7 },
    );
  });

  it("is unproven without rebalances and skipped without a config", () => {
    const none = { allocator_risk_v1_applied: table`date risk_scalar_applied` };
    expectUnproven(judged(missingScalarDefault, { config: given, tables: none }));
    expectSkipped(judged(missingScalarDefault, { tables }), "needs run.json (config)");
  });
});
