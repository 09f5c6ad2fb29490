import { describe, expect, it } from "vitest";
import type { InvariantReport } from "../../src/model/report.ts";
import type { Evidence } from "../../src/model/verdict.ts";
import { outcomeOf } from "../../src/vitest/outcome.ts";

const EVIDENCE: Evidence = {
  method: "run",
  subject: "campaign",
  verdict: "pass",
  examined: 5,
  cases: 2,
  worst: null,
  violations: [],
  violationCount: 0,
};
const CONTEXT = { seed: 7, engine: "engine.ts", allowUnproven: [], tables: [] };

function report(verdict: InvariantReport["verdict"], more: Partial<Evidence>, severity: "error" | "warning" = "error") {
  const evidence = [{ ...EVIDENCE, verdict, ...more }];
  return { id: "desk/flat", title: "The book is flat", severity, verdict, evidence };
}

const VIOLATION = {
  date: "2024-01-02",
  asset: "ZT",
  artifact: "weights_scaled.csv",
  expected: 0,
  actual: 1,
  residual: 1,
  tolerance: 0,
  message: "it is \u001b[31mlong",
  location: null,
};
const FAILING = { violations: [VIOLATION], violationCount: 3 };

describe("the outcome of a statement's test", () => {
  it("passes what was examined and holds", () => {
    expect(outcomeOf(report("pass", {}), CONTEXT)).toEqual({ kind: "pass" });
  });

  it("skips what does not apply, with the reason", () => {
    const outcome = outcomeOf(report("skipped", { reason: "needs run.log" }), CONTEXT);
    expect(outcome).toEqual({ kind: "skip", reason: "needs run.log" });
  });

  it("fails what is unproven unless that is allowed", () => {
    const unproven = report("unproven", { reason: "nothing to examine", examined: 0 });
    expect(outcomeOf(unproven, CONTEXT)).toMatchObject({
      kind: "fail",
      message: expect.stringContaining("The book is flat\ndesk/flat is unproven: nothing to examine"),
    });
    const allowed = { ...CONTEXT, allowUnproven: ["desk/flat"] };
    expect(outcomeOf(unproven, allowed)).toEqual({ kind: "skip", reason: "unproven: nothing to examine" });
    expect(outcomeOf(unproven, { ...CONTEXT, allowUnproven: ["desk/net"] }).kind).toBe("fail");
  });

  it("fails with the table and the line to replay it, or with the violation where there is no table", () => {
    const failing = report("fail", { ...FAILING, counterexample: ".tieout/x.json" });
    const outcome = outcomeOf(failing, { ...CONTEXT, tables: ["a table", "another"] });
    expect(outcome.kind === "fail" && outcome.message.split("\n")).toEqual([
      "The book is flat",
      "desk/flat, campaign: 3 violations, examined 5 in 2 cases, seed 7",
      "",
      "a table",
      "",
      "another",
      "",
      "replay it: npx tieout replay .tieout/x.json --engine engine.ts",
    ]);
    const bare = outcomeOf(report("fail", FAILING), CONTEXT);
    expect(bare.kind === "fail" && bare.message).toContain("2024-01-02 · ZT · weights_scaled.csv: expected 0, was 1");
    expect(bare.kind === "fail" && bare.message).toContain("it is \\x1b[31mlong"); // no text of an engine steers a terminal
  });

  it("never fails on a warning, and never passes it", () => {
    const warned = outcomeOf(report("fail", FAILING, "warning"), CONTEXT);
    expect(warned).toMatchObject({
      kind: "skip",
      reason: expect.stringContaining("a warning, not an error: The book is flat"),
    });
    expect(outcomeOf(report("unproven", { reason: "x" }, "warning"), CONTEXT).kind).toBe("skip");
  });
});
