import { describe, expect, it } from "vitest";
import type { Panel } from "../../src/model/panel.ts";
import type { Tolerance } from "../../src/numeric/tolerance.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import {
  compareDates,
  compareLines,
  compareRegimes,
  linesByTag,
  loggedFigures,
  targetsVolatility,
} from "../../src/verify/log-agreement.ts";
import { Probe } from "../../src/verify/probe.ts";
import { rebalanceDates } from "../../src/verify/rebalance-dates.ts";
import { RunView } from "../../src/verify/run-view.ts";
import type { RunSketch } from "../support/run-of.ts";
import { runOf, withCell } from "../support/run-of.ts";
import { labels, table } from "../support/tables.ts";

const turnover = table`
  date        turnover  cost
  2024-01-05  4         0.5
  2024-02-05  3         0.25`;
const viewOf = (sketch: RunSketch) => new RunView(runOf(sketch), "run");

/** Holds the [ExecSim] lines of a log against the turnover recorded. */
function compared(log: readonly string[], recorded: Panel = turnover, tolerance: Tolerance = EXACT) {
  const view = viewOf({ tables: { turnover: recorded }, log });
  const probe = new Probe(tolerance);
  for (const figure of loggedFigures(view)) compareLines(linesByTag(view)[figure.tag], figure, view, probe);
  return { examined: probe.examined, violations: probe.violations };
}

const [first, second] = ["[ExecSim] 2024-01-05: turnover=4.00", "[ExecSim] 2024-02-05: turnover=3.00"];

describe("a figure of a log line", () => {
  it("is held against the record of its date, and says where both stand", () => {
    expect(compared([first, second])).toEqual({ examined: 2, violations: [] });
    expect(compared(["noise", second, "[ExecSim] 2024-01-05: turnover=4.25"])).toMatchObject({
      examined: 2,
      violations: [
        {
          date: "2024-01-05",
          artifact: "turnover.csv",
          location: "run.log:3",
          expected: 4.25,
          actual: 4,
          residual: -0.25,
          message: "run.log line 3 prints turnover=4.25 for 2024-01-05; turnover of turnover.csv is 4",
        },
      ],
    });
  });

  it("is of no date that the record lacks", () => {
    expect(compared([first, "[ExecSim] 2024-03-05: turnover=9.00"])).toEqual({ examined: 1, violations: [] });
  });

  it("is NaN where the record lacks its column", () => {
    const nameless = { ...turnover, columns: ["traded", "cost"] };
    expect(compared([first], nameless).violations).toMatchObject([{ expected: 4, actual: "NaN" }]);
  });

  it("is lost where only some lines print it, and no part of a log that never does", () => {
    expect(compared([first, "[ExecSim] 2024-02-05: cost=0.25"]).violations).toMatchObject([
      { date: "2024-02-05", artifact: "run.log", location: "run.log:2", expected: "turnover=…", actual: "absent" },
      { date: "2024-01-05", location: "run.log:1", expected: "cost=…" },
    ]);
    expect(compared([first, "[ExecSim] 2024-02-05: cost=0.25"]).violations[0]?.message).toBe(
      "run.log line 2 has no turnover, which other [ExecSim] lines print",
    );
    expect(compared(["[ExecSim] 2024-01-05: done", "[ExecSim] 2024-02-05: done"])).toEqual({
      examined: 0,
      violations: [],
    });
  });

  it("may be off by what the tolerance leaves to rounding of the record, beside the digits printed", () => {
    const off = (by: number) => withCell(turnover, "2024-01-05", "turnover", 4.005 + by);
    const single = { absolute: 0.001, relative: 0.01 };
    expect(compared([first], off(0.5e-12)).violations).toEqual([]);
    expect(compared([first], off(1e-6)).violations).toHaveLength(1);
    expect(compared([first], off(0.04), single).violations).toEqual([]); // 0.001 + 0.01 · 4.045
    expect(compared([first], off(0.0416), single).violations).toHaveLength(1);
    expect(compared([first], off(1e-6), { absolute: 1, relative: 0 }).violations).toHaveLength(1); // exact artifacts
  });

  it("is recorded in columns, in sums of books and in their widths", () => {
    const book = table`
      date        ES  TY
      2024-01-05  1   -2
      2024-02-05  3   4`;
    const leverage_series = table`
      date        vol  leverage  gross_before  gross_after
      2024-01-05  0.1  2         3             6`;
    const view = viewOf({
      tables: { leverage_series, weights_pre: book, weights_post: book, turnover },
      log: [],
    });
    const named = loggedFigures(view).map(({ tag, name, records }) => [
      tag,
      name,
      ...records.map(({ words }) => words),
    ]);
    expect(named).toEqual([
      ["RT", "vol", "vol of leverage_series.csv"],
      ["RT", "leverage", "leverage of leverage_series.csv"],
      ["RT", "gross_before", "gross_before of leverage_series.csv", "Σ|weights_pre|"],
      ["RT", "gross_after", "gross_after of leverage_series.csv", "Σ|weights_post|"],
      ["RT", "assets", "the number of assets in weights_pre.csv", "the number of assets in weights_post.csv"],
      ["ExecSim", "turnover", "turnover of turnover.csv"],
      ["ExecSim", "cost", "cost of turnover.csv"],
    ]);
    const recordOf = (name: string, row: number) =>
      loggedFigures(view)
        .find((figure) => figure.name === name)
        ?.records.map(({ values, offset, stride }) => values[offset + row * stride]);
    expect([recordOf("gross_before", 0), recordOf("gross_after", 0), recordOf("assets", 1)]).toEqual([
      [3, 3],
      [6, 3],
      [2, 2],
    ]);
    expect(recordOf("cost", 1)).toEqual([0.25]);
  });
});

describe("the lines of a log", () => {
  it("are sorted by tag, and share the rebalances' list of dates where theirs is the same", () => {
    const view = viewOf({ tables: { turnover }, log: [first, "[RT] 2024-01-05: vol=1%", "noise", second] });
    const lines = linesByTag(view);
    expect([lines.RT, lines.ExecSim, lines.Allocator].map(({ dates }) => dates)).toEqual([
      ["2024-01-05"],
      turnover.dates,
      [],
    ]);
    expect(lines.ExecSim.dates).toBe(rebalanceDates(view));
    expect(lines.ExecSim.lines.map(({ line }) => line)).toEqual([1, 4]);
    const turned = linesByTag(viewOf({ tables: { turnover }, log: [second, first] }));
    expect(turned.ExecSim.dates).toEqual(["2024-02-05", "2024-01-05"]);
    expect(linesByTag(viewOf({})).RT).toEqual({ lines: [], dates: [] });
  });

  const due = turnover.dates;
  function datesOf(...log: readonly string[]) {
    const view = viewOf({ tables: { turnover }, log });
    const probe = new Probe(EXACT);
    compareDates("ExecSim", linesByTag(view).ExecSim, due, probe);
    return { examined: probe.examined, violations: probe.violations };
  }

  it("are one a rebalance, and each rebalance has its own", () => {
    expect(datesOf(first, second)).toEqual({ examined: 2, violations: [] });
    expect(datesOf(second, first)).toEqual({ examined: 2, violations: [] }); // their order is another invariant's
    expect(datesOf(second, second, "[ExecSim] 2024-03-05: done").violations).toMatchObject([
      {
        date: "2024-02-05",
        artifact: "run.log",
        location: "run.log:2",
        expected: "one line",
        actual: "two lines",
        message: "run.log line 2 is a second [ExecSim] line dated 2024-02-05",
      },
      {
        date: "2024-03-05",
        artifact: "run.log",
        location: "run.log:3",
        expected: "no line",
        actual: "a line",
        message: "run.log line 3 is an [ExecSim] line dated 2024-03-05, which is no rebalance of any table",
      },
      { date: "2024-01-05", artifact: "run.log", location: null, expected: "a line", actual: "absent" },
    ]);
  });

  it("are said to be absent once where there is none", () => {
    expect(datesOf("[RT] 2024-01-05: vol=1%")).toMatchObject({
      examined: 2,
      violations: [
        {
          date: null,
          artifact: "run.log",
          expected: 2,
          actual: 0,
          message: "run.log has no [ExecSim] line at all; there are 2 rebalances, the first on 2024-01-05",
        },
      ],
    });
  });

  it("print the regime that is recorded for their date", () => {
    const regimes = labels`
      date        regime
      2024-01-05  STRESS
      2024-02-05  -`;
    const regimesOf = (...log: readonly string[]) => {
      const view = viewOf({ regimes, log: log.map((line) => `[Allocator] ${line}`) });
      const probe = new Probe(EXACT);
      compareRegimes(linesByTag(view).Allocator, view, probe);
      return { examined: probe.examined, violations: probe.violations };
    };
    expect(regimesOf("2024-01-05: regime=STRESS", "2024-01-05: applied=1", "2024-03-05: regime=CRISIS")).toEqual({
      examined: 1,
      violations: [],
    });
    expect(regimesOf("2024-01-05: regime=CRISIS", "2024-02-05: regime=NORMAL")).toMatchObject({
      examined: 2,
      violations: [
        {
          date: "2024-01-05",
          artifact: "allocator_regime_v1.csv",
          location: "run.log:1",
          expected: "CRISIS",
          actual: "STRESS",
          message: "run.log line 1 prints regime=CRISIS; the regime recorded for 2024-01-05 is STRESS",
        },
        { location: "run.log:2", expected: "NORMAL", actual: null },
      ],
    });
    const without = viewOf({ log: ["[Allocator] 2024-01-05: regime=STRESS"] });
    const probe = new Probe(EXACT);
    compareRegimes(linesByTag(without).Allocator, without, probe);
    expect([probe.examined, probe.violationCount]).toEqual([0, 0]);
  });
});

describe("whether a run targets volatility", () => {
  it("shows in a volatility that it recorded", () => {
    const of = (...vols: readonly number[]) => {
      const dates = vols.map((_, k) => `2024-01-0${k + 1}`);
      const leverage_series = { dates, columns: ["vol"], values: Float64Array.from(vols) };
      return targetsVolatility(viewOf({ tables: { leverage_series } }));
    };
    expect([of(Number.NaN, 0.1), of(0.1, Number.NaN), of(Number.NaN, Number.NaN), of()]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(targetsVolatility(viewOf({}))).toBe(false);
    const without = { dates: ["2024-01-05"], columns: ["leverage"], values: Float64Array.of(1), notRecorded: ["vol"] };
    expect(targetsVolatility(viewOf({ tables: { leverage_series: without } }))).toBe(false);
  });
});
