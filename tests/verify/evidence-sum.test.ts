import { describe, expect, it } from "vitest";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { EvidenceSum } from "../../src/verify/evidence-sum.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { judgeRun } from "../../src/verify/judge.ts";
import { Probe } from "../../src/verify/probe.ts";
import { sketch, view } from "./support.ts";

describe("adding findings up", () => {
  const finding = (examined: number, failures = 0) => judgeRun(sketch(examined, failures), view);

  it("passes when anything was examined and nothing failed", () => {
    const sum = new EvidenceSum("run", "the campaign");
    const skipped = judgeRun(runInvariant({ ...sketch(1), applies: () => "no" }), view);
    expect(sum.add(finding(3)).add(finding(0)).add(skipped).evidence()).toEqual({
      method: "run",
      subject: "the campaign",
      verdict: "pass",
      examined: 3,
      cases: 1,
      worst: { residual: 0, relative: 0, toleranceUsed: 0 },
      violations: [],
      violationCount: 0,
    });
  });

  it("fails with the violations of the first failing case and the worst residual of all", () => {
    const evidence = new EvidenceSum("run", "x")
      .add(finding(2))
      .add(finding(2, 1))
      .add(finding(3, 2))
      .evidence("c.json");
    expect(evidence).toMatchObject({
      verdict: "fail",
      examined: 7,
      cases: 3,
      violationCount: 3,
      counterexample: "c.json",
    });
    expect(evidence.violations).toHaveLength(1);
    expect(evidence.worst).toEqual({ residual: 1, relative: 0.5, toleranceUsed: "Infinity" });
  });

  it("is unproven when it was met in fewer cases, or a smaller share of them, than is asked for", () => {
    const sum = (least: { cases: number; share: number }, met: number, unmet: number) => {
      const evidence = new EvidenceSum("run", "x", least);
      for (let i = 0; i < met; i++) evidence.add(finding(1));
      for (let i = 0; i < unmet; i++) evidence.add(finding(0));
      return evidence.evidence();
    };
    expect(sum({ cases: 3, share: 0 }, 3, 9).verdict).toBe("pass");
    expect(sum({ cases: 3, share: 0 }, 2, 9)).toMatchObject({
      verdict: "unproven",
      examined: 2,
      reason: "met in 2 of 11 cases, and 3 are asked for; run more cases",
    });
    expect(sum({ cases: 1, share: 0.25 }, 3, 9).verdict).toBe("pass");
    expect(sum({ cases: 1, share: 0.25 }, 2, 9).verdict).toBe("unproven");
    expect(new EvidenceSum("run", "x", { cases: 9, share: 1 }).add(finding(2, 1)).evidence().verdict).toBe("fail");
  });

  it("is unproven or skipped when nothing was examined, with the first reason, and adds up preconditions", () => {
    const probe = () => {
      const noted = new Probe(EXACT);
      noted.precondition("a loss", false);
      return noted;
    };
    const unproven = { verdict: "unproven", reason: "nothing", probe: probe() } as const;
    const skipped = { verdict: "skipped", reason: "needs it", probe: new Probe(EXACT) } as const;
    const sum = new EvidenceSum("run", "x")
      .add(skipped)
      .add(unproven)
      .add({ ...unproven, probe: probe() });
    expect(sum.evidence()).toMatchObject({
      verdict: "unproven",
      reason: "nothing",
      worst: null,
      preconditions: [{ label: "a loss", met: 0, cases: 2 }],
    });
    expect(new EvidenceSum("run", "x").add(skipped).evidence()).toMatchObject({
      verdict: "skipped",
      reason: "needs it",
    });
    expect(new EvidenceSum("run", "x").evidence()).toMatchObject({
      verdict: "unproven",
      reason: "no case was looked at",
    });
  });

  it("adds up preconditions, waivers and the worst of each measure over all cases", () => {
    const met = (residual: number, scale: number, holds: boolean) => {
      const probe = new Probe({ absolute: 0, relative: 1 }, { waives: ({ asset }) => asset === "ES" });
      probe.precondition("a loss", holds);
      probe.equal({ asset: "ES" }, residual, 0, () => "", scale);
      return { verdict: "pass", probe } as const;
    };
    const cases = [met(4, 100, true), met(2, 1, false), met(1, 8, true)];
    for (const order of [cases, [...cases].reverse()]) {
      const sum = new EvidenceSum("run", "x");
      for (const each of order) sum.add(each);
      expect(sum.tally()).toMatchObject({
        put: 3,
        waivedCount: 1,
        preconditions: [{ label: "a loss", met: 2, cases: 3 }],
        worst: { residual: 4, relative: 2, toleranceUsed: 2 },
      });
    }
    expect(Object.keys(new EvidenceSum("run", "x").tally())).toEqual([
      "put",
      "cases",
      "examined",
      "preconditions",
      "worst",
      "waivedCount",
      "violations",
      "violationCount",
    ]);
  });
});
