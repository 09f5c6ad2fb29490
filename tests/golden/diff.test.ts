import { describe, expect, it } from "vitest";
import { runOfParts } from "../../src/adapters/plain-run.ts";
import { diffRuns } from "../../src/golden/diff.ts";
import { GOLDEN_TOLERANCE } from "../../src/golden/golden.ts";
import { DEFAULT_CONVENTIONS } from "../../src/model/config.ts";
import { panel } from "../../src/model/panel.ts";
import type { Metrics, Run } from "../../src/model/run.ts";
import type { Violation } from "../../src/model/verdict.ts";
import { Probe } from "../../src/verify/probe.ts";

const DATES = ["2024-01-02", "2024-01-03", "2024-01-04"];

interface Parts {
  dates?: readonly string[];
  columns?: readonly string[];
  scaled?: readonly number[];
  missing?: Uint8Array;
  metrics?: Metrics;
  log?: readonly string[];
  daily?: boolean;
  regimes?: readonly (string | null)[];
  meta?: unknown;
}

function run({
  dates = DATES,
  columns = ["ZT", "ES"],
  scaled = [1, 2, 3, 4, 5, 6],
  missing,
  ...rest
}: Parts = {}): Run {
  const table = panel(dates, columns, Float64Array.from(scaled), missing);
  return runOfParts({
    info: {
      engine: undefined,
      config: undefined,
      conventions: DEFAULT_CONVENTIONS,
      universe: undefined,
      assumptions: [],
    },
    tables: rest.daily === true ? { weights_scaled: table, weights_daily: table } : { weights_scaled: table },
    metrics: rest.metrics ?? { sharpe: 1.5 },
    ...(rest.regimes === undefined ? {} : { regimes: { dates, column: "regime", labels: rest.regimes } }),
    ...(rest.meta === undefined ? {} : { documents: { allocator_precomputed_meta: rest.meta } }),
    log: rest.log ?? ["[ExecSim] 2024-01-02: turnover=3.000, cost=0.000000"],
  });
}

function violations(golden: Run, actual: Run): readonly Violation[] {
  return diffRuns(golden, actual, new Probe(GOLDEN_TOLERANCE)).probe.violations;
}

describe("a golden diff", () => {
  it("passes over every figure of the same run", () => {
    const { verdict, probe } = diffRuns(run(), run(), new Probe(GOLDEN_TOLERANCE));
    expect({ verdict, examined: probe.examined }).toEqual({ verdict: "pass", examined: 6 + 1 + 1 });
  });

  it("lets the rounding of reordered sums pass and a change of 1e-6 not, at its date and asset", () => {
    expect(violations(run(), run({ scaled: [1, 2, 3, 4 + 1e-14, 5, 6] }))).toEqual([]);
    expect(violations(run(), run({ scaled: [1, 2, 3, 4 + 1e-6, 5, 6] }))).toEqual([
      expect.objectContaining({ date: "2024-01-03", asset: "ES", artifact: "weights_scaled.csv", expected: 4 }),
    ]);
  });

  it("names the first divergence in pipeline order", () => {
    const golden = run({ daily: true });
    const [first] = violations(golden, run({ daily: true, scaled: [1, 2, 3.5, 4, 5, 6] }));
    expect(first).toMatchObject({ artifact: "weights_scaled.csv", date: "2024-01-03", asset: "ZT" });
  });

  it("fails when a column vanishes, and when one is new", () => {
    const narrow = run({ columns: ["ZT"], scaled: [1, 3, 5] });
    expect(violations(run(), narrow)).toEqual([
      expect.objectContaining({ asset: "ES", expected: "present", actual: "absent" }),
    ]);
    expect(violations(narrow, run())).toEqual([
      expect.objectContaining({ asset: "ES", expected: "absent", actual: "present" }),
    ]);
  });

  it("fails when a row vanishes, is new, is repeated or moved", () => {
    const short = run({ dates: DATES.slice(0, 2), scaled: [1, 2, 3, 4] });
    expect(violations(run(), short)).toEqual([expect.objectContaining({ date: "2024-01-04", actual: "absent" })]);
    expect(violations(short, run())).toEqual([expect.objectContaining({ date: "2024-01-04", actual: "present" })]);
    const repeated = run({ dates: [...DATES, "2024-01-04"], scaled: [1, 2, 3, 4, 5, 6, 5, 6] });
    expect(violations(run(), repeated)[0]?.message).toContain("another order, or repeated");
    const moved = run({ dates: ["2024-01-03", "2024-01-02", "2024-01-04"], scaled: [3, 4, 1, 2, 5, 6] });
    expect(violations(run(), moved)[0]).toMatchObject({ date: "2024-01-02", actual: "2024-01-03" });
  });

  it("fails when a table vanishes or is emptied", () => {
    expect(violations(run({ daily: true }), run())).toEqual([
      expect.objectContaining({ artifact: "weights_daily.csv" }),
    ]);
    expect(violations(run(), run({ dates: [], scaled: [] }))).toHaveLength(3);
  });

  it("tells a missing cell from NaN, and a number from both", () => {
    const mask = Uint8Array.of(1, 0, 0, 0, 0, 0);
    const nan = run({ scaled: [Number.NaN, 2, 3, 4, 5, 6] });
    const missing = run({ scaled: [Number.NaN, 2, 3, 4, 5, 6], missing: mask });
    expect(violations(nan, nan)).toEqual([]);
    expect(violations(missing, missing)).toEqual([]);
    expect(violations(missing, nan)).toHaveLength(1);
    expect(violations(run(), nan)).toHaveLength(1);
    expect(violations(nan, run())).toHaveLength(1);
  });

  it("compares regimes by date, lost and new ones included", () => {
    const golden = run({ regimes: ["NORMAL", "STRESS", null] });
    expect(violations(golden, run({ regimes: ["NORMAL", "STRESS", null] }))).toEqual([]);
    expect(violations(golden, run({ regimes: ["NORMAL", "CRISIS", null] }))).toEqual([
      expect.objectContaining({
        artifact: "allocator_regime_v1.csv",
        date: "2024-01-03",
        expected: "STRESS",
        actual: "CRISIS",
      }),
    ]);
    expect(violations(golden, run())[0]?.message).toBe("the table allocator_regime_v1 has vanished");
    expect(violations(run(), golden)[0]?.message).toContain("is new");
  });

  it("compares the documents that say how scalars came about", () => {
    const golden = run({ meta: { missing: 1 } });
    expect(violations(golden, run({ meta: { missing: 1 } }))).toEqual([]);
    expect(violations(golden, run({ meta: { missing: 2 } }))[0]).toMatchObject({ actual: '{"missing":2}' });
    expect(violations(golden, run())[0]?.message).toContain("allocator_precomputed_meta has vanished");
  });

  it("compares metrics and the log, lost and new ones included", () => {
    expect(violations(run(), run({ metrics: { sharpe: 1.6 } }))[0]).toMatchObject({
      artifact: "metrics.json",
      expected: 1.5,
      actual: 1.6,
    });
    expect(violations(run(), run({ metrics: {} }))[0]?.message).toBe("the metric sharpe has vanished");
    expect(violations(run({ metrics: {} }), run())[0]?.message).toContain("the metric sharpe is new");
    expect(violations(run(), run({ metrics: { sharpe: null } }))[0]).toMatchObject({ expected: 1.5, actual: null });
    expect(violations(run(), run({ log: [] }))[0]).toMatchObject({ artifact: "run.log", actual: null });
    expect(violations(run({ log: [] }), run())[0]).toMatchObject({ artifact: "run.log", expected: null });
  });
});
