import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/model/verdict.ts";
import { agreement } from "../../src/verify/agreement.ts";
import { evidence, violation } from "../report/support.ts";

const ID = "exposure/no-post-rt-renormalization";
const source = (verdict: Evidence["verdict"], more: Partial<Evidence> = {}) =>
  evidence(verdict, { method: "static", subject: "source (pnl)", ...more });
const judged = (...page: readonly Evidence[]) => agreement(new Map([[ID, page]]));

describe("source and runs", () => {
  it("agree where both hold, and where both are broken", () => {
    expect(judged(source("pass"), evidence("pass"), evidence("pass", { method: "relation" }))).toMatchObject({
      verdict: "pass",
      examined: 1,
    });
    expect(judged(source("fail"), evidence("fail"), evidence("pass")).verdict).toBe("pass");
  });

  it("contradict each other where a run breaks what is proven of the source", () => {
    const found = judged(source("pass"), evidence("pass"), evidence("fail", { subject: "campaign" }));
    expect(found).toMatchObject({ verdict: "fail", violationCount: 1 });
    expect(found.violations[0]?.message).toMatch(
      /^exposure\/no-post-rt-renormalization: proven of the source \(source \(pnl\)\), but broken in campaign: every asset must carry the same scalar/,
    );
  });

  it("contradict each other where every run holds what is broken in the source", () => {
    const broken = source("fail", { violations: [violation({ message: "renormalized", location: "a.ts:21:5" })] });
    const [found] = judged(broken, evidence("pass")).violations;
    expect(found).toMatchObject({ location: "a.ts:21:5", expected: "fail", actual: "pass" });
  });

  it.each([
    ["nothing was run", [source("fail")]],
    ["the runs were skipped", [source("pass"), evidence("skipped")]],
    ["the source is not decided", [source("unproven"), evidence("fail")]],
    ["the runs leave something open", [source("fail"), evidence("pass"), evidence("unproven")]],
    ["there was no audit", [evidence("fail")]],
  ])("are not compared where %s", (_why, page) => {
    expect(judged(...page)).toMatchObject({ verdict: "skipped", examined: 0, violations: [] });
  });
});
