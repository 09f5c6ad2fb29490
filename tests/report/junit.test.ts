import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { junitReport } from "../../src/report/junit.ts";
import { evidence, HOSTILE, reportOf, violation } from "./support.ts";

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

/** Reads XML with expat, which takes nothing that is not well formed, and holds it to the rules of JUnit's schema. */
function parsed(xml: string): Element {
  const program = `
import json, sys, xml.etree.ElementTree as tree
def plain(e): return {"tag": e.tag, "attributes": dict(e.attrib), "text": (e.text or "").strip(), "children": [plain(c) for c in e]}
print(json.dumps(plain(tree.fromstring(sys.stdin.buffer.read()))))`;
  const { status, stdout, stderr } = spawnSync("python3", ["-c", program], { input: xml, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  const root = JSON.parse(stdout) as Element;
  check(root);
  return root;
}

/** What may stand in what, with which attributes: the schema that Jenkins and others hold JUnit files to. */
const RULES: Readonly<
  Record<string, { required: readonly string[]; optional: readonly string[]; children: readonly string[] }>
> = {
  testsuites: { required: [], optional: ["name", "tests", "failures", "errors"], children: ["testsuite"] },
  testsuite: {
    required: ["name", "tests"],
    optional: ["failures", "errors", "skipped"],
    children: ["properties", "testcase", "system-out"],
  },
  properties: { required: [], optional: [], children: ["property"] },
  property: { required: ["name", "value"], optional: [], children: [] },
  testcase: { required: ["name", "classname"], optional: [], children: ["skipped", "error", "failure"] },
  skipped: { required: [], optional: ["message"], children: [] },
  error: { required: [], optional: ["message", "type"], children: [] },
  failure: { required: [], optional: ["message", "type"], children: [] },
  "system-out": { required: [], optional: [], children: [] },
};

function check({ tag, attributes, children }: Element): void {
  const rule = RULES[tag]!;
  expect(rule, tag).toBeDefined();
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining([...rule.required]));
  for (const name of Object.keys(attributes)) expect([...rule.required, ...rule.optional]).toContain(name);
  for (const child of children) expect(rule.children).toContain(child.tag);
  if (tag === "testsuite") {
    const cases = children.filter((child) => child.tag === "testcase");
    const count = (outcome: string) => cases.filter((each) => each.children[0]?.tag === outcome).length;
    expect(attributes).toMatchObject({
      tests: String(cases.length),
      failures: String(count("failure")),
      errors: String(count("error")),
      skipped: String(count("skipped")),
    });
  }
  for (const child of children) check(child);
}

function casesOf(xml: string) {
  const [suite] = parsed(xml).children;
  return suite!.children
    .filter(({ tag }) => tag === "testcase")
    .map(({ attributes: { classname, name }, children: [first] }) => ({
      name: `${classname}/${name}`,
      outcome: first?.tag ?? "passed",
      message: first?.attributes["message"] ?? "",
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
    expect(casesOf(xml)).toMatchObject([
      { name: "exposure/broken", outcome: "failure", message: "What exposure/broken says" },
      { name: "exposure/held", outcome: "passed" },
      { name: "data/absent", outcome: "skipped", message: "futures-13: needs weights_post.csv" },
      { name: "data/open", outcome: "error", message: "unproven: futures-13: needs weights_post.csv" },
      { name: "warning/odd", outcome: "skipped", message: expect.stringContaining("warning, does not hold") },
    ]);
    expect(casesOf(xml)[0]?.text).toMatch(
      /2024-01-05 · ZT · weights_scaled\.csv: expected 4, was 1.*\n… and 811 more\nreplay it: tieout replay c\.json/,
    );
  });

  it("says tool, seed, subject and verdict, and what was not examined", () => {
    const [suite] = parsed(junitReport(reportOf({ "a/b": [evidence("pass")] }))).children;
    const properties = suite!.children[0]!.children.map(
      ({ attributes }) => `${attributes["name"]}=${attributes["value"]}`,
    );
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
