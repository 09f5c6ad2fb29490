import { describe, expect, it } from "vitest";
import { SELF_TEST_CASES } from "../../src/campaign/selftest.ts";
import { selfTestVerdict } from "../../src/campaign/selftest-verdict.ts";
import type { InvariantReport, KillReport } from "../../src/model/report.ts";

const COSTS = "accounting/costs-conserved";

function kill(survived: readonly string[]): KillReport {
  const killedBy = survived.length === 0 ? [COSTS] : [];
  return { fault: "cost-not-charged", story: "Nobody pays.", breaks: [COSTS], killedBy, survived: [...survived] };
}

function clean(verdict: InvariantReport["verdict"], severity: InvariantReport["severity"] = "error"): InvariantReport {
  return { id: COSTS, title: "Costs are conserved", severity, verdict, evidence: [] };
}

const GOOD = { kills: [kill([])], clean: [clean("pass")], unkilled: [], cases: SELF_TEST_CASES };

describe("the verdict of a self-test", () => {
  it("passes when every fault is killed by all it names and nothing breaks without one", () => {
    expect(selfTestVerdict(GOOD, true)).toBe("pass");
  });

  it("trusts no harness that a fault survives", () => {
    expect(selfTestVerdict({ ...GOOD, kills: [kill([]), kill([COSTS])] }, false)).toBe("harness-invalid");
  });

  it("trusts no harness that cries wolf, but lets a warning be raised", () => {
    expect(selfTestVerdict({ ...GOOD, clean: [clean("fail")] }, true)).toBe("harness-invalid");
    expect(selfTestVerdict({ ...GOOD, clean: [clean("fail", "warning")] }, true)).toBe("pass");
  });

  it("trusts no invariant that noticed none of all faults; of some faults it need not", () => {
    expect(selfTestVerdict({ ...GOOD, unkilled: [COSTS] }, true)).toBe("harness-invalid");
    expect(selfTestVerdict({ ...GOOD, unkilled: [COSTS] }, false)).toBe("pass");
  });

  it("leaves open what fewer cases than suffice did not show, and no false alarm", () => {
    const few = { ...GOOD, cases: SELF_TEST_CASES - 1 };
    expect(selfTestVerdict(few, true)).toBe("pass");
    expect(selfTestVerdict({ ...few, kills: [kill([COSTS])] }, false)).toBe("unproven");
    expect(selfTestVerdict({ ...few, unkilled: [COSTS] }, true)).toBe("unproven");
    expect(selfTestVerdict({ ...few, clean: [clean("fail")] }, true)).toBe("harness-invalid");
  });
});
