import { describe, it } from "vitest";
import { artifactLogConsistency } from "../../../invariants/accounting/artifact-log-consistency.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { changed, runOf, withCell } from "../../support/run-of.ts";
import { labels, table } from "../../support/tables.ts";

const sketch = {
  tables: {
    weights_pre: table`
      date        ES     TY
      2024-01-05  3.14  -3.00
      2024-02-05  2.00   1.00`,
    weights_post: table`
      date        ES     TY
      2024-01-05  2.05  -1.95
      2024-02-05  2.00   1.00`,
    leverage_series: table`
      date        vol      leverage  gross_before  gross_after
      2024-01-05  0.05001  4.00      6.14          4.00
      2024-02-05  0.066    3.00      3.00          3.00`,
    turnover: table`
      date        turnover  cost
      2024-01-05  4.0004    0.0004
      2024-02-05  3.00      0.0003`,
  },
  log: [
    "starting up [1 of 2]",
    "12:00:01 INFO [RT] 2024-01-05: vol=5.00%, leverage=4.00x, gross_before=6.14, gross_after=4.00, assets=2",
    "12:00:01 INFO [ExecSim] 2024-01-05: turnover=4.000, cost=0.000400",
    "12:00:02 INFO [RT] 2024-02-05: vol=6.60%, leverage=3.00x, gross_before=3.00, gross_after=3.00, assets=2",
    "12:00:02 INFO [ExecSim] 2024-02-05: turnover=3.000, cost=0.000300",
  ],
};
const clean = runOf(sketch);
const withLine = (line: number, text: string) => changed(clean, { log: sketch.log.with(line - 1, text) });

describe("accounting/artifact-log-consistency", () => {
  it("passes when every figure printed is the artifact's, rounded", () => {
    // 2 [RT] lines: 4 figures of leverage_series, gross and assets of two panels; 2 [ExecSim] lines: 2 figures; dates
    expectPass(judged(artifactLogConsistency, clean), 2 * 8 + 2 * 2 + 2 + 2);
  });

  it("fails when a run whose allocator is on has no line of it, and asks for none where it is off", () => {
    const scalars = table`
      date        risk_scalar_applied
      2024-01-05  1
      2024-02-05  1`;
    const tables = { ...sketch.tables, allocator_risk_v1_applied: scalars };
    expectFail(judged(artifactLogConsistency, { ...sketch, tables, config: { allocator: { mode: "compute" } } }), {
      artifact: "run.log",
      expected: 2,
      actual: 0,
      message: "run.log has no [Allocator] line at all; there are 2 rebalances, the first on 2024-01-05",
    });
    expectPass(judged(artifactLogConsistency, { ...sketch, tables, config: { allocator: { mode: "off" } } }));
    expectPass(judged(artifactLogConsistency, { ...sketch, tables }));
  });

  it("fails when a panel lost what the log still counts", () => {
    const one = table`
      date        ES
      2024-01-05  2.05
      2024-02-05  3.00`;
    const place = { date: "2024-01-05", artifact: "weights_post.csv", location: "run.log:2" };
    expectFail(
      judged(artifactLogConsistency, changed(clean, { tables: { weights_post: one } })),
      {
        ...place,
        expected: 4,
        actual: 2.05,
        message: "run.log line 2 prints gross_after=4.00 for 2024-01-05; Σ|weights_post| is 2.05",
      },
      { ...place, expected: 2, actual: 1 },
      { date: "2024-02-05", artifact: "weights_post.csv", location: "run.log:4", expected: 2, actual: 1 },
    );
  });

  it("fails when one digit of the log is another", () => {
    const line = "[RT] 2024-02-05: vol=6.70%, leverage=3.00x, gross_before=3.00, gross_after=3.00, assets=2";
    expectFail(judged(artifactLogConsistency, withLine(4, line)), {
      date: "2024-02-05",
      artifact: "leverage_series.csv",
      expected: 0.067,
      actual: 0.066,
      location: "run.log:4",
    });
  });

  it("fails when a figure of an artifact moves by more than half a unit of the last digit printed", () => {
    const { turnover } = sketch.tables;
    expectPass(
      judged(
        artifactLogConsistency,
        changed(clean, { tables: { turnover: withCell(turnover, "2024-01-05", "turnover", 4.0005) } }),
      ),
    );
    expectFail(
      judged(
        artifactLogConsistency,
        changed(clean, { tables: { turnover: withCell(turnover, "2024-01-05", "turnover", 4.00051) } }),
      ),
      { date: "2024-01-05", artifact: "turnover.csv", expected: 4, actual: 4.00051 },
    );
    expectFail(
      judged(
        artifactLogConsistency,
        changed(clean, { tables: { turnover: withCell(turnover, "2024-01-05", "cost", Number.NaN) } }),
      ),
      { date: "2024-01-05", artifact: "turnover.csv", expected: 0.0004, actual: "NaN" },
    );
  });

  it("fails for a rebalance without its line, a line without a rebalance, and a second line", () => {
    expectFail(judged(artifactLogConsistency, changed(clean, { log: sketch.log.toSpliced(2, 1) })), {
      date: "2024-01-05",
      artifact: "run.log",
      message: "run.log has no [ExecSim] line for the rebalance of 2024-01-05",
    });
    expectFail(
      judged(artifactLogConsistency, changed(clean, { log: [...sketch.log, "[ExecSim] 2024-03-05: turnover=1.000"] })),
      { date: "2024-03-05", location: "run.log:6", expected: "no line" },
      { date: "2024-03-05", message: "run.log line 6 has no cost, which other [ExecSim] lines print" },
    );
    expectFail(judged(artifactLogConsistency, changed(clean, { log: [...sketch.log, sketch.log[4]!] })), {
      date: "2024-02-05",
      expected: "one line",
      actual: "two lines",
    });
  });

  it("fails when a line lost a figure that the others print", () => {
    expectFail(judged(artifactLogConsistency, withLine(5, "[ExecSim] 2024-02-05: turnover=3.000, co")), {
      date: "2024-02-05",
      expected: "cost=…",
      actual: "absent",
    });
  });

  it("fails when the artifacts show risk targeting and trades that the log never mentions", () => {
    const silent = runOf({ ...sketch, config: {}, log: ["done"] });
    const missing = { artifact: "run.log", expected: 2, actual: 0 };
    expectFail(judged(artifactLogConsistency, silent), missing, missing);
  });

  it("holds allocator lines against scalars and regimes", () => {
    const allocator = {
      tables: {
        allocator_risk_v1: table`
          date        risk_scalar
          2020-03-16  0.55`,
        allocator_risk_v1_applied: table`
          date        risk_scalar_applied
          2020-03-16  0.62`,
      },
      regimes: labels`
        date        regime
        2020-03-16  CRISIS`,
    };
    const line = "[Allocator] 2020-03-16: computed=0.55, applied=0.62, regime=CRISIS";
    expectPass(judged(artifactLogConsistency, { ...allocator, log: [line] }), 4);
    const other = line.replace("0.62", "0.55").replace("CRISIS", "STRESS");
    expectFail(
      judged(artifactLogConsistency, { ...allocator, log: [other] }),
      { artifact: "allocator_risk_v1_applied.csv", expected: 0.55, actual: 0.62 },
      { date: "2020-03-16", artifact: "allocator_regime_v1.csv", expected: "STRESS", actual: "CRISIS" },
    );
  });

  it("compares what a folder with one panel and a log has", () => {
    const { weights_pre } = sketch.tables;
    expectPass(judged(artifactLogConsistency, { tables: { weights_pre }, log: sketch.log }), 2 * 2 + 2 + 2);
    const weighed = withCell(weights_pre, "2024-01-05", "ES", 3.5);
    expectFail(judged(artifactLogConsistency, { tables: { weights_pre: weighed }, log: sketch.log }), {
      date: "2024-01-05",
      artifact: "weights_pre.csv",
      expected: 6.14,
      actual: 6.5,
    });
  });

  it("is skipped without a log, without a table of rebalances, and for a log of another kind", () => {
    expectSkipped(judged(artifactLogConsistency, { tables: sketch.tables }), "needs run.log");
    expectSkipped(judged(artifactLogConsistency, { log: sketch.log }), "needs a table of rebalances");
    expectSkipped(judged(artifactLogConsistency, { ...sketch, log: ["hello"] }), "needs [RT], [ExecSim]");
  });

  it("is unproven when there is no rebalance", () => {
    expectUnproven(
      judged(artifactLogConsistency, { config: {}, tables: { turnover: table`date turnover cost` }, log: [] }),
    );
  });
});
