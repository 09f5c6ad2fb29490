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
    const skipped = evidence("skipped", { subject: "a recorded run" });
    expect(judged(source("pass"), evidence("pass"), skipped)).toMatchObject({ verdict: "pass", examined: 1 });
    expect(judged(source("fail"), evidence("pass"), skipped).violations).toHaveLength(1);
  });

  it("contradict each other where a run breaks what is proven of the source", () => {
    const found = judged(source("pass"), evidence("pass"), evidence("fail", { subject: "campaign" }));
    expect(found).toMatchObject({ verdict: "fail", violationCount: 1 });
    expect(found.violations[0]?.message).toMatch(
      /^exposure\/no-post-rt-renormalization: proven of the source \(source \(pnl\)\), but broken in campaign: every asset must carry the same scalar/,
    );
    expect(found.violations[0]).toMatchObject({ expected: "pass", actual: "fail", location: null });
    const [bare] = judged(source("pass"), evidence("fail", { subject: "campaign", violations: [] })).violations;
    expect(bare?.message).toMatch(/\(source \(pnl\)\), but broken in campaign; the runs take a path that the audit/);
  });

  it("contradict each other where every run holds what is broken in the source", () => {
    const broken = source("fail", { violations: [violation({ message: "renormalized", location: "a.ts:21:5" })] });
    const [found] = judged(broken, evidence("pass")).violations;
    expect(found).toMatchObject({ location: "a.ts:21:5", expected: "fail", actual: "pass" });
    const runs = [
      evidence("pass", { subject: "a run" }),
      evidence("pass", { subject: "campaign", method: "relation" }),
    ];
    expect(judged(broken, ...runs).violations[0]?.message).toMatch(
      /^exposure\/no-post-rt-renormalization: broken in the source \(source \(pnl\): renormalized\), but held in a run, campaign; no run takes that path/,
    );
    const [bare] = judged(source("fail", { violations: [] }), ...runs).violations;
    expect(bare?.message).toMatch(/broken in the source \(source \(pnl\)\), but held/);
    expect(bare?.location).toBeNull();
  });

  it("are compared for each statement and each source of its own", () => {
    const pages = new Map([
      ["a/one", [source("pass"), source("fail"), evidence("fail")]],
      ["a/two", [source("fail"), source("fail"), evidence("pass")]],
      ["a/three", [source("pass")]],
    ]);
    expect(agreement(pages)).toMatchObject({ verdict: "fail", examined: 4, cases: 4, worst: null, violationCount: 3 });
    expect(agreement(pages).violations.map(({ message }) => message.slice(0, 5))).toEqual(["a/one", "a/two", "a/two"]);
  });

  it.each([
    ["nothing was run", [source("fail")]],
    ["the runs were skipped", [source("pass"), evidence("skipped")]],
    ["the source is not decided", [source("unproven"), evidence("fail")]],
    ["the runs leave something open", [source("fail"), evidence("pass"), evidence("unproven")]],
    ["there was no audit", [evidence("fail")]],
    ["only a golden run is held against it", [source("fail"), evidence("pass", { method: "golden" })]],
  ])("are not compared where %s", (_why, page) => {
    const reason = "no statement is decided both of the source and of runs";
    expect(judged(...page)).toEqual({
      method: "static",
      subject: "source and runs",
      verdict: "skipped",
      reason,
      examined: 0,
      cases: 0,
      worst: null,
      violations: [],
      violationCount: 0,
    });
  });
});
