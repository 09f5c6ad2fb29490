import { describe, expect, it } from "vitest";
import { catalog } from "../../../invariants/catalog.ts";
import { auditRun } from "../../../src/verify/audit.ts";
import { RunView } from "../../../src/verify/run-view.ts";
import { readBy } from "./foreign.ts";

const RETURNS = "date,ZT,ZN\n2024-01-02,0,0\n2024-01-03,0.01,-0.02\n2024-01-04,0.02,0.01\n";
const WEIGHTS = "date,ZT,ZN\n2024-01-02,0,0\n2024-01-03,0.5,0.25\n2024-01-04,0.5,0.25\n";

/** What each invariant comes to over a pandas engine's folder, whose perf.csv has one column of returns. */
function audit(perf: string, columns: Record<string, string | number>) {
  const run = readBy(
    {
      conventions: { returns: "simple" },
      tables: {
        returns: { file: "r.csv", holds: "simple-returns" },
        weights_daily: { file: "w.csv" },
        portfolio_returns: { file: "perf.csv", columns },
      },
    },
    { "r.csv": RETURNS, "w.csv": WEIGHTS, "perf.csv": perf },
  );
  const pages = auditRun(new RunView(run, "run"), catalog);
  return (id: string) => pages.get(id)![0]!;
}

describe("a table of which the engine records a part", () => {
  const perf = "date,net\n2024-01-02,0\n2024-01-03,0\n2024-01-04,0.0125\n";
  const columns = { simple_return: "net", cost: 0 };

  it("is examined in that part", () => {
    const of = audit(perf, columns);
    expect(of("accounting/run-and-artifact-pnl-agree")).toMatchObject({ verdict: "pass", examined: 3 });
  });

  it("fails in that part where it is wrong", () => {
    const of = audit(perf.replace("0.0125", "0.0225"), columns);
    const { verdict, violations } = of("accounting/run-and-artifact-pnl-agree");
    expect(verdict).toBe("fail");
    expect(violations).toMatchObject([{ date: "2024-01-04", actual: 0.0225 }]);
  });

  it("is skipped by what needs the rest, which names the column", () => {
    const of = audit(perf, columns);
    const reason = "needs gross_return, which the layout does not map";
    expect(of("accounting/pnl-linear-in-weights")).toMatchObject({ verdict: "skipped", reason });
    expect(of("data/columns-complete")).toMatchObject({ verdict: "pass", examined: 2 });
    const silent = audit(perf, { cost: 0 });
    expect(silent("accounting/run-and-artifact-pnl-agree")).toMatchObject({
      verdict: "skipped",
      reason: "needs simple_return, which the layout does not map",
    });
  });
});
