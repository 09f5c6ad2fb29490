import { describe, expect, it } from "vitest";
import { deterministic } from "../../../invariants/relation/deterministic.ts";
import { Random } from "../../../src/numeric/random.ts";
import { expectFail, expectPass, expectUnproven, judgedPair } from "../../support/judging.ts";
import { smallRun, smallScenario } from "../../support/reference-run.ts";
import { changed, runOf, withBlank, withCell, withoutColumns, withoutRows } from "../../support/run-of.ts";
import { labels, table } from "../../support/tables.ts";

const scenario = smallScenario();
const run = smallRun();
const daily = run.table("weights_daily")!;
const date = daily.dates[30]!;
const twice = (other: ReturnType<typeof changed>, source = run) =>
  judgedPair(deterministic, [scenario, source], [scenario, other]);

describe("relation/deterministic", () => {
  it("runs the same scenario again, and passes when everything is the same", () => {
    expect(deterministic.kind === "relation" && deterministic.followUp(scenario, new Random(1))).toBe(scenario);
    expectPass(twice(smallRun()));
  });

  it("fails for the last bit of one weight, for −0, and for a blank that was NaN", () => {
    const weight = daily.values[30 * 3 + 1]!;
    const expected = { date, asset: "TY", artifact: "weights_daily.csv" };
    const next = withCell(daily, date, "TY", weight * (1 + 2 ** -52));
    expectFail(twice(changed(run, { tables: { weights_daily: next } })), { ...expected, expected: weight });
    const zero = withCell(daily, date, "TY", 0);
    const negative = changed(run, { tables: { weights_daily: withCell(daily, date, "TY", -0) } });
    expectFail(twice(negative, changed(run, { tables: { weights_daily: zero } })), {
      ...expected,
      expected: "0, bit for bit",
    });
    const nan = changed(run, { tables: { weights_daily: withCell(daily, date, "TY", Number.NaN) } });
    expectFail(twice(changed(run, { tables: { weights_daily: withBlank(daily, date, "TY") } }), nan), expected);
  });

  it("fails for lost rows, columns and tables", () => {
    expectFail(twice(changed(run, { tables: { weights_daily: withoutRows(daily, date) } })), {
      date,
      artifact: "weights_daily.csv",
      expected: date,
      actual: daily.dates[31]!,
    });
    expectFail(twice(changed(run, { tables: { weights_daily: withoutColumns(daily, "TY") } })), {
      expected: "ES,TY,GC",
      actual: "ES,GC",
    });
    expectFail(twice(changed(run, { tables: { weights_daily: undefined } })), {
      expected: "a table",
      actual: "absent",
    });
    const last = daily.dates.at(-1)!;
    expectFail(twice(run, changed(run, { tables: { weights_daily: withoutRows(daily, last) } })), {
      date: last,
      actual: last,
    });
  });

  it("fails for other metrics, another log and other regimes", () => {
    const metrics = { ...run.metrics(), cagr: 0.5, alpha: 1 };
    expectFail(
      twice(changed(run, { metrics })),
      { artifact: "metrics.json", actual: 0.5, message: "cagr: the same scenario gave another number the second time" },
      { artifact: "metrics.json", expected: "absent", actual: 1 },
    );
    const log = [...run.log()!];
    expectFail(twice(changed(run, { log: [...log, "one more"] })), {
      location: `run.log:${log.length + 1}`,
      expected: "no line",
      actual: "one more",
    });
    const silent = runOf({ tables: { turnover: run.table("turnover")! } });
    expectFail(twice(changed(silent, { log: ["hello"] }), silent), { artifact: "run.log", expected: "absent" });
    const regimes = labels`
      date        regime
      2024-01-02  NORMAL
      2024-01-03  STRESS`;
    const calm = labels`
      date        regime
      2024-01-02  NORMAL
      2024-01-03  -`;
    expectFail(twice(changed(run, { regimes: calm }), changed(run, { regimes })), {
      date: "2024-01-03",
      artifact: "allocator_regime_v1.csv",
      expected: "STRESS",
      actual: null,
    });
    expectFail(twice(silent, changed(silent, { regimes })), { artifact: "allocator_regime_v1.csv", actual: "absent" });
  });

  it("is unproven for two runs of nothing", () => {
    const nothing = runOf({ tables: { turnover: table`date turnover cost` } });
    expectUnproven(twice(nothing, nothing));
  });
});
