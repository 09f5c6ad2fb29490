import { describe, expect, it } from "vitest";
import { junitReport } from "../../src/report/junit.ts";
import type { Element } from "./junit-schema.ts";
import { junitComplaints, parseXml } from "./junit-schema.ts";
import { evidence, HOSTILE, reportOf, violation } from "./support.ts";

function parsed(xml: string): Element {
  const root = parseXml(xml);
  expect(junitComplaints(root)).toEqual([]);
  return root;
}

function casesOf(xml: string) {
  const [suite] = parsed(xml).children;
  return suite!.children
    .filter(({ tag }) => tag === "testcase")
    .map(({ attributes: { classname, name }, children: [first] }) => ({
      name: `${classname}/${name}`,
      outcome: first === undefined || first.tag === "system-out" ? "passed" : first.tag,
      message: first?.attributes.message ?? "",
      text: first?.text ?? "",
    }));
}

describe("a report as JUnit XML", () => {
  it("has a test case an invariant: failure, error with the reason, skipped, passed", () => {
    const xml = junitReport(
      reportOf({
        "exposure/broken": [evidence("pass"), evidence("fail", { violationCount: 812, counterexample: "c.json" })],
        "exposure/held": [evidence("pass")],
        "data/absent": [evidence("skipped")],
        "data/open": [evidence("unproven")],
        "warning/odd": [evidence("fail")],
      }),
    );
    const cases = casesOf(xml);
    expect(cases).toMatchObject([
      { name: "exposure/broken", outcome: "failure", message: "What exposure/broken says" },
      { name: "exposure/held", outcome: "passed" },
      { name: "data/absent", outcome: "skipped", message: "futures-13: needs weights_post.csv" },
      { name: "data/open", outcome: "error", message: "unproven: futures-13: needs weights_post.csv" },
      { name: "warning/odd", outcome: "skipped", message: expect.stringContaining("warning, does not hold") },
    ]);
    expect(cases[0]?.text).toMatch(
      /2024-01-05 · ZT · weights_scaled\.csv: expected 4, was 1.*\n… and 811 more\nreplay it: tieout replay c\.json/,
    );
  });

  it("says tool, seed, subject and verdict, and what was not examined", () => {
    const [suite] = parsed(junitReport(reportOf({ "a/b": [evidence("pass")] }))).children;
    const properties = suite!.children[0]!.children.map(({ attributes }) => `${attributes.name}=${attributes.value}`);
    expect(properties).toEqual(
      expect.arrayContaining(["tool.version=0.1.0", "seed=20240105", "subject.digest=sha256:00", "verdict=pass"]),
    );
    expect(suite!.children.at(-1)).toMatchObject({
      tag: "system-out",
      text: "not examined: source code\nassumption: log returns",
    });
  });

  it("is not green when a fault survived, and not when nothing was examined", () => {
    const kills = [{ fault: "lag-zero", story: "the lag is zero", breaks: ["a"], killedBy: [], survived: ["a"] }];
    expect(casesOf(junitReport(reportOf({ "a/b": [evidence("pass")] }, { kills })))[1]).toMatchObject({
      name: "seeded-faults/lag-zero",
      outcome: "failure",
      message: "not noticed by a",
    });
    expect(casesOf(junitReport(reportOf({ "a/b": [evidence("skipped")] })))[1]).toMatchObject({
      name: "tieout/verdict",
      outcome: "error",
    });
  });

  it("stands any name", () => {
    const found = evidence("fail", { subject: HOSTILE, violations: [violation({ asset: HOSTILE, message: HOSTILE })] });
    const report = { ...reportOf({ "a/b": [found] }), subject: { kind: "engine" as const, name: HOSTILE, digest: "" } };
    const [only] = casesOf(junitReport(report));
    expect(only?.text).toContain(`A&B <"'> ]]> \\x00\\x1b[31m\\x85 \ufffd \ufffd {0} [x](y) ../../é`);
  });
});
