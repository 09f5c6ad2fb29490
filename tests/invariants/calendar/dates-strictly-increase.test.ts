import { describe, it } from "vitest";
import { datesStrictlyIncrease } from "../../../invariants/calendar/dates-strictly-increase.ts";
import { expectFail, expectPass, expectUnproven, judged } from "../../support/judging.ts";
import { labels, table } from "../../support/tables.ts";

const returns = table`
  date        ES
  2024-01-04  0
  2024-01-05  0.01
  2024-02-05  0.02`;
const turnover = table`
  date        turnover  cost
  2024-01-05  1         0
  2024-02-05  0         0`;
const log = [
  "[RT] 2024-01-05: leverage=4.00x",
  "[ExecSim] 2024-01-05: turnover=1.000",
  "[RT] 2024-02-05: leverage=1.00x",
];

describe("calendar/dates-strictly-increase", () => {
  it("passes for increasing dates, in tables and in the log", () => {
    // dates of both tables, of 2 + 1 log lines, and each rebalance among the market's dates
    expectPass(judged(datesStrictlyIncrease, { tables: { returns, turnover }, log }), 3 + 2 + 3 + 2);
  });

  it("fails for swapped dates, repeated dates and what is no date", () => {
    const broken = table`
      date        ES
      2024-01-05  0
      2024-01-04  0     # swapped
      2024-01-06  0
      2024-01-06  0     # repeated
      2024-02-30  0     # no such day
      2024-3-1    0`;
    const artifact = "returns.csv";
    expectFail(
      judged(datesStrictlyIncrease, { tables: { returns: broken } }),
      {
        artifact,
        date: "2024-01-04",
        expected: "a date after 2024-01-05",
        message:
          "returns.csv: row 2, dated 2024-01-04, comes after a later date; the row before it is dated 2024-01-05",
      },
      {
        artifact,
        date: "2024-01-06",
        message:
          "returns.csv: row 4, dated 2024-01-06, repeats the date of the row before it; the row before it is dated 2024-01-06",
      },
      { artifact, date: "2024-02-30", expected: "a calendar date YYYY-MM-DD" },
      { artifact, date: "2024-3-1" },
    );
  });

  it("fails for a rebalance that is no date of the market", () => {
    const shifted = table`
      date        turnover  cost
      2024-01-06  1         0`;
    expectFail(judged(datesStrictlyIncrease, { tables: { returns, turnover: shifted } }), {
      artifact: "turnover.csv",
      date: "2024-01-06",
      message: "turnover.csv has a rebalance on 2024-01-06, which is no date of the market",
    });
  });

  it("fails for log lines out of order, with the line", () => {
    expectFail(judged(datesStrictlyIncrease, { log: [log[2]!, "noise", log[0]!, log[1]!] }), {
      artifact: "run.log",
      date: "2024-01-05",
      location: "run.log:3",
    });
  });

  it("looks at regimes and at loaded scalars, whose dates are another run's", () => {
    const run = {
      tables: {
        returns,
        allocator_risk_v1_applied_source: table`
          date        risk_scalar_applied
          2023-01-05  1
          2023-01-05  1`,
      },
      regimes: labels`
        date        regime
        2024-01-05  NORMAL
        2024-01-04  NORMAL`,
    };
    expectFail(
      judged(datesStrictlyIncrease, run),
      { artifact: "allocator_risk_v1_applied_source.csv", date: "2023-01-05" },
      { artifact: "allocator_regime_v1.csv", date: "2024-01-04" },
    );
  });

  it("reports a shared list of dates for each table that has it", () => {
    const dates = ["2024-01-05", "2024-01-05"];
    const shared = (columns: readonly string[]) => ({ dates, columns, values: new Float64Array(2 * columns.length) });
    const tables = { weights_pre: shared(["ES"]), weights_post: shared(["ES"]) };
    expectFail(
      judged(datesStrictlyIncrease, { tables }),
      { artifact: "weights_pre.csv" },
      { artifact: "weights_post.csv" },
    );
  });

  it("is unproven where there is no date", () => {
    expectUnproven(judged(datesStrictlyIncrease, {}));
  });
});
