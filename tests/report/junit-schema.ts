import { spawnSync } from "node:child_process";

/** An element of an XML document. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

const PROGRAM = `
import json, sys, xml.etree.ElementTree as tree
def plain(e): return {"tag": e.tag, "attributes": dict(e.attrib), "text": (e.text or "").strip(), "children": [plain(c) for c in e]}
print(json.dumps(plain(tree.fromstring(sys.stdin.buffer.read()))))`;

/** Reads XML with expat, which takes nothing that is not well formed: throws its complaint. */
export function parseXml(xml: string): Element {
  const { status, stdout, stderr } = spawnSync("python3", ["-I", "-S", "-c", PROGRAM], {
    input: xml,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Element;
}

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  /** Whether it may hold text. */
  readonly mixed?: true;
}

/**
 * What may stand in what, with which attributes. No validator of XML Schema is at hand in JavaScript, so these are, of
 * what we write, the rules of the public schema by which Jenkins's xUnit plugin judges JUnit files (junit-10.xsd),
 * written out by hand and narrowed to what the schema of Maven's Surefire (3.0) allows too: properties first, a `type`
 * on what is red. One thing differs from Surefire's on purpose: a test case has no `time`, as a report has no clock.
 */
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: { required: [], optional: ["name", "tests", "failures", "errors"], children: ["testsuite"] },
  testsuite: {
    required: ["name", "tests", "failures", "errors", "skipped"],
    optional: [],
    children: ["properties", "testcase", "system-out"],
  },
  properties: { required: [], optional: [], children: ["property"] },
  property: { required: ["name", "value"], optional: [], children: [] },
  testcase: { required: ["name", "classname"], optional: [], children: ["failure", "skipped", "error", "system-out"] },
  skipped: { required: [], optional: ["message"], children: [], mixed: true },
  error: { required: ["type"], optional: ["message"], children: [], mixed: true },
  failure: { required: ["type"], optional: ["message"], children: [], mixed: true },
  "system-out": { required: [], optional: [], children: [], mixed: true },
};

const COUNTS = ["tests", "failures", "errors", "skipped"];

/** What these rules say against a JUnit file; empty when it keeps them. */
export function junitComplaints(root: Element): readonly string[] {
  if (root.tag !== "testsuites") return [`the root is ${root.tag}`];
  return [...complaints(root), ...duplicates(root)];
}

function complaints({ tag, attributes, children, text }: Element): string[] {
  const rule = RULES[tag];
  if (rule === undefined) return [`there is no element ${tag}`];
  const { required, optional } = rule;
  const allowed = [...required, ...optional];
  return [
    ...required.filter((name) => !Object.hasOwn(attributes, name)).map((name) => `${tag}: no ${name}`),
    ...Object.keys(attributes)
      .filter((name) => !allowed.includes(name))
      .map((name) => `${tag}: there is no attribute ${name}`),
    ...COUNTS.filter((name) => Object.hasOwn(attributes, name) && !/^\d+$/.test(attributes[name]!)).map(
      (name) => `${tag}: ${name} is no count`,
    ),
    ...(text === "" || rule.mixed ? [] : [`${tag}: holds text`]),
    ...children.filter((child) => !rule.children.includes(child.tag)).map((child) => `${tag}: holds ${child.tag}`),
    ...outOfOrder(tag, rule, children),
    ...(tag === "testcase" && children.length > 1 ? ["testcase: has two outcomes"] : []),
    ...(tag === "testsuite" || tag === "testsuites" ? miscounted(tag, attributes, children) : []),
    ...children.flatMap(complaints),
  ];
}

function outOfOrder(tag: string, rule: Rule, children: readonly Element[]): string[] {
  const places = children.map((child) => rule.children.indexOf(child.tag));
  return places.every((place, i) => i === 0 || place >= places[i - 1]!) ? [] : [`${tag}: out of order`];
}

function miscounted(tag: string, attributes: Element["attributes"], children: readonly Element[]): string[] {
  const cases = tag === "testsuite" ? children : children.flatMap((suite) => suite.children);
  const tests = cases.filter((each) => each.tag === "testcase");
  const outcomes = (outcome: string) => tests.filter((each) => each.children[0]?.tag === outcome).length;
  const counted: Readonly<Record<string, number>> = {
    tests: tests.length,
    failures: outcomes("failure"),
    errors: outcomes("error"),
    skipped: outcomes("skipped"),
  };
  return Object.entries(counted)
    .filter(([name, count]) => Object.hasOwn(attributes, name) && attributes[name] !== String(count))
    .map(([name, count]) => `${tag}: ${name} is ${attributes[name]}, and there are ${count}`);
}

/** GitLab keeps only the first of two test cases of one name. */
function duplicates({ children }: Element): string[] {
  const names = children
    .flatMap((suite) => suite.children)
    .filter(({ tag }) => tag === "testcase")
    .map(({ attributes: { classname, name } }) => `${classname}/${name}`);
  return names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name} stands twice`);
}
