import { describe, it } from "vitest";
import { precomputedScalarsReplayed } from "../../../invariants/exposure/precomputed-scalars-replayed.ts";
import type { Panel } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell, withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

/** The source lacks 2024-03-01 and has a date that is no rebalance. */
const source = table`
  date        risk_scalar_applied
  2024-01-02  0.9
  2024-02-01  0.5
  2024-02-15  0.1`;
const used = table`
  date        risk_scalar_applied
  2024-01-02  0.9
  2024-02-01  0.5
  2024-03-01  0.8`;
const both = table`
  date        source  used
  2024-01-02  0.9     0.9
  2024-02-01  0.5     0.5
  2024-03-01  -       0.8`;
const applied = source.dates.map((date, k) => ({ date, risk_scalar_applied: source.values[k]! }));
const config = { allocator: { mode: "precomputed" as const, applied, applyMissingScalarAs: 0.8 } };
const tables = {
  allocator_risk_v1_applied_source: source,
  allocator_risk_v1_applied_used: used,
  allocator_risk_v1_applied: used,
};

describe("exposure/precomputed-scalars-replayed", () => {
  it("passes when source, used and applied agree by date, and the default fills in", () => {
    expectPass(judged(precomputedScalarsReplayed, { config, tables }), 3 + 6);
    const all = { ...tables, allocator_scalars_at_rebalances: both };
    expectPass(judged(precomputedScalarsReplayed, { config, tables: all }), 3 + 11);
  });

  it("passes for an engine in single precision, which keeps 0.9 as the nearest number there, and for no other", () => {
    const single = (each: Panel): Panel => ({ ...each, values: each.values.map(Math.fround) });
    const kept = {
      allocator_risk_v1_applied_source: single(source),
      allocator_risk_v1_applied_used: single(used),
      allocator_risk_v1_applied: single(used),
    };
    expectPass(judged(precomputedScalarsReplayed, { config, tables: kept }), 3 + 6);
    const near = withCell(kept.allocator_risk_v1_applied_source, "2024-02-15", "risk_scalar_applied", 0.1 + 1e-8);
    expectFail(
      judged(precomputedScalarsReplayed, { config, tables: { ...kept, allocator_risk_v1_applied_source: near } }),
      {
        date: "2024-02-15",
        message: "the config gives another scalar",
      },
    );
  });

  it("fails for a scalar that is lagged once more, and for one that is not the default", () => {
    const late = withCell(used, "2024-02-01", "risk_scalar_applied", 0.9);
    const lagged = { ...tables, allocator_risk_v1_applied_used: late, allocator_risk_v1_applied: late };
    expectFail(judged(precomputedScalarsReplayed, { config, tables: lagged }), {
      date: "2024-02-01",
      artifact: "allocator_risk_v1_applied_used.csv",
      expected: 0.5,
      actual: 0.9,
      message: "the source says another scalar",
    });
    const zero = withCell(used, "2024-03-01", "risk_scalar_applied", 0.5);
    const filled = { ...tables, allocator_risk_v1_applied_used: zero, allocator_risk_v1_applied: zero };
    expectFail(judged(precomputedScalarsReplayed, { config, tables: filled }), {
      expected: 0.8,
      message: "the source lacks the date, and the default counts",
    });
  });

  it("fails for what was loaded and not given, given and not loaded, or another, on dates that are no rebalance too", () => {
    const cut = { ...tables, allocator_risk_v1_applied_source: withoutRows(source, "2024-02-15") };
    const artifact = "allocator_risk_v1_applied_source.csv";
    expectFail(judged(precomputedScalarsReplayed, { config, tables: cut }), {
      date: "2024-02-15",
      artifact,
      expected: 0.1,
      actual: "no row",
      message: "the config gives a scalar for this date",
    });
    const other = {
      ...tables,
      allocator_risk_v1_applied_source: withCell(source, "2024-02-15", "risk_scalar_applied", 1),
    };
    expectFail(judged(precomputedScalarsReplayed, { config, tables: other }), {
      date: "2024-02-15",
      artifact,
      expected: 0.1,
      actual: 1,
      message: "the config gives another scalar",
    });
    const fewer = { allocator: { ...config.allocator, applied: applied.slice(0, 2) } };
    expectFail(judged(precomputedScalarsReplayed, { config: fewer, tables }), {
      date: "2024-02-15",
      artifact,
      expected: "no row",
      actual: 0.1,
      message: "the config gives no scalar for this date",
    });
  });

  it("fails when another scalar is applied than used, and when the tables side by side say otherwise", () => {
    const applied = withCell(used, "2024-01-02", "risk_scalar_applied", 1);
    expectFail(
      judged(precomputedScalarsReplayed, { config, tables: { ...tables, allocator_risk_v1_applied: applied } }),
      {
        artifact: "allocator_risk_v1_applied.csv",
        actual: 1,
        message: "another scalar was used",
      },
    );
    const other = withCell(withCell(both, "2024-01-02", "source", 0.7), "2024-02-01", "used", 0.7);
    const all = { ...tables, allocator_scalars_at_rebalances: other };
    expectFail(
      judged(precomputedScalarsReplayed, { config, tables: all }),
      {
        date: "2024-01-02",
        artifact: "allocator_scalars_at_rebalances.csv",
        message: "the source says another scalar",
      },
      { date: "2024-02-01", message: "another scalar was used" },
    );
  });

  it("says of the first date of the source, too, that the source says otherwise", () => {
    const first = withCell(used, "2024-01-02", "risk_scalar_applied", 0.8);
    const changed = { ...tables, allocator_risk_v1_applied_used: first, allocator_risk_v1_applied: first };
    expectFail(judged(precomputedScalarsReplayed, { config, tables: changed }), {
      date: "2024-01-02",
      message: "the source says another scalar",
    });
  });

  it("leaves rows that only one table has to those who compare rows", () => {
    const short = { ...tables, allocator_risk_v1_applied: withoutRows(used, "2024-02-01") };
    expectPass(judged(precomputedScalarsReplayed, { config, tables: short }), 3 + 5);
    const fewer = withoutRows(used, "2024-02-01");
    const wide = {
      ...tables,
      allocator_risk_v1_applied_used: fewer,
      allocator_risk_v1_applied: fewer,
      allocator_scalars_at_rebalances: both,
    };
    expectPass(judged(precomputedScalarsReplayed, { config, tables: wide }), 3 + 4 + 4);
  });

  it("takes whatever fills in where the config is not recorded; is unproven without rebalances, skipped without a source", () => {
    expectPass(judged(precomputedScalarsReplayed, { tables }), 5);
    const none = table`date risk_scalar_applied`;
    const idle = {
      allocator_risk_v1_applied_source: none,
      allocator_risk_v1_applied_used: none,
      allocator_risk_v1_applied: none,
    };
    const nothing = { allocator: { ...config.allocator, applied: [] } };
    expectUnproven(judged(precomputedScalarsReplayed, { config: nothing, tables: idle }));
    expectSkipped(judged(precomputedScalarsReplayed, { tables: {} }), "needs allocator_risk_v1_applied_source.csv");
  });
});
