import { describe, expect, it } from "vitest";
import { inconsistencies } from "../../src/attest/consistency.ts";
import { evidence, reportOf } from "../report/support.ts";

const REPORT = reportOf({
  "a/held": [evidence("pass")],
  "a/broken": [evidence("pass"), evidence("fail")],
  "a/absent": [evidence("skipped")],
  "warning/odd": [evidence("unproven")],
});

describe("a report against itself", () => {
  it("is in order as it is put together", () => {
    expect(inconsistencies(REPORT)).toEqual([]);
    expect(inconsistencies(reportOf({}))).toEqual([]);
    const kills = [{ fault: "lag-zero", story: "…", breaks: ["a"], killedBy: [], survived: ["a"] }];
    expect(inconsistencies(reportOf({ "a/held": [evidence("pass")] }, { kills }))).toEqual([]);
  });

  it("is not where a verdict does not follow from its evidence, or the sums from the verdicts", () => {
    const invariants = REPORT.invariants.map((each) =>
      each.id === "a/broken" ? { ...each, verdict: "pass" as const } : each,
    );
    expect(inconsistencies({ ...REPORT, invariants })).toEqual([
      "the report gives a/broken the verdict pass, and its evidence another",
      "the report sums up 1 pass, and there are 2",
      "the report sums up 1 fail, and there are 0",
      "the report gives itself the verdict fail, and its invariants come to pass",
    ]);
    expect(inconsistencies({ ...REPORT, verdict: "unproven" })).toEqual([
      "the report gives itself the verdict unproven, and its invariants come to fail",
    ]);
  });
});
