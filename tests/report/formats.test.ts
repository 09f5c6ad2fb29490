import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { IN_TOTO_TYPE, sealed } from "../../src/attest/dsse.ts";
import { statementText } from "../../src/attest/statement.ts";
import type { FormatName } from "../../src/cli/output.ts";
import { FORMAT_NAMES, renderReport } from "../../src/cli/output.ts";
import type { Report } from "../../src/model/report.ts";
import { reportSchema } from "../../src/model/report.ts";
import { reportAnnotations, shown } from "../../src/report/github/annotations.ts";
import { workflowCommand } from "../../src/report/github/workflow-command.ts";
import { signingKey } from "../attest/keys-support.ts";
import { junitComplaints, parseXml } from "./junit-schema.ts";
import { sarifComplaints } from "./sarif-schema.ts";
import { evidence, reportOf, violation } from "./support.ts";

const TOOL = { name: "tieout", version: "0.0.0" } as const;

const KILLS = [{ fault: "lag-zero", story: "the lag is zero", breaks: ["a/b"], killedBy: ["a/b"], survived: [] }];

const FAILING: Report = {
  ...reportOf(
    {
      "accounting/held": [evidence("pass"), evidence("pass", { method: "relation", subject: "campaign", cases: 64 })],
      "accounting/waived": [evidence("pass", { waivedCount: 2 })],
      "data/absent": [evidence("skipped")],
      "data/open": [evidence("unproven", { preconditions: [{ label: "a loss", met: 0, cases: 64 }] })],
      "exposure/broken": [
        evidence("fail", { violationCount: 812, counterexample: ".tieout/counterexamples/a b.json" }),
        evidence("fail", {
          method: "static",
          subject: "source (main)",
          violations: [
            violation({
              date: null,
              asset: null,
              artifact: null,
              expected: "scalars, alignment and a linear sum only",
              actual: "renormalized",
              residual: null,
              tolerance: null,
              message: "divided by its own gross, on the way to portfolioReturn#0",
              location: "src/engine/book.ts:25:7",
            }),
          ],
        }),
      ],
      "exposure/not-finite": [
        evidence("fail", {
          worst: { residual: "NaN", relative: "NaN", toleranceUsed: "NaN" },
          violations: [violation({ asset: "A&B <i>", actual: "NaN", residual: "NaN" }), violation({ actual: null })],
          violationCount: 2,
        }),
      ],
      "warning/odd": [evidence("fail")],
    },
    { kills: KILLS },
  ),
  tool: TOOL,
  waivers: [{ id: "accounting/waived", reason: "known since spring", expires: "2027-01-31" }],
};

const PASSING: Report = {
  ...reportOf({ "accounting/held": [evidence("pass")], "data/absent": [evidence("skipped")] }, { kills: KILLS }),
  tool: TOOL,
};

const ENDINGS: Readonly<Record<FormatName, string>> = {
  text: "txt",
  json: "json",
  md: "md",
  html: "html",
  junit: "junit.xml",
  sarif: "sarif",
  "sarif-github": "github.sarif",
  codequality: "codequality.json",
};
/** The page is looked at in a browser, and changes with every touch of its style. */
const WRITTEN = FORMAT_NAMES.filter((name) => name !== "html");

describe.each([
  ["failing", FAILING],
  ["passing", PASSING],
])("a %s report", (name, report) => {
  it.each(WRITTEN)("is written as %s byte for byte as it was", async (format) => {
    const text = renderReport(report, format);
    expect(renderReport(structuredClone(report), format)).toBe(text);
    await expect(text).toMatchFileSnapshot(resolve("fixtures/reports", `${name}.${ENDINGS[format]}`));
  });

  it("is annotated as it was", async () => {
    const text = shown(reportAnnotations(report))
      .map((each) => `${workflowCommand(each)}\n`)
      .join("");
    await expect(text).toMatchFileSnapshot(resolve("fixtures/reports", `${name}.annotations.txt`));
  });

  it("is attested and signed as it was", async () => {
    const digest = { sha256: "0123456789abcdef".repeat(4), bytes: 7 };
    const files = [
      { name: "run/returns.csv", role: "audited" as const, ...digest },
      { name: "out/report.json", role: "report" as const, ...digest },
      { name: "tieout.config.ts", role: "input" as const, ...digest },
    ];
    const text = statementText(report, "out/report.json", files, ["run"]);
    const file = (kind: string) => resolve("fixtures/reports", `${name}.${kind}.json`);
    await expect(text).toMatchFileSnapshot(file("attestation"));
    await expect(sealed(IN_TOTO_TYPE, Buffer.from(text), signingKey("A"))).toMatchFileSnapshot(file("signed"));
  });

  it("is what the schemas of its formats ask for", () => {
    expect(jsonComplaints(JSON.parse(renderReport(report, "json")))).toEqual([]);
    expect(sarifComplaints(JSON.parse(renderReport(report, "sarif")))).toEqual([]);
    expect(sarifComplaints(JSON.parse(renderReport(report, "sarif-github")))).toEqual([]);
    expect(junitComplaints(parseXml(renderReport(report, "junit")))).toEqual([]);
    expect(codeQualityComplaints(JSON.parse(renderReport(report, "codequality")))).toEqual([]);
  });
});

describe("the schemas", () => {
  it("can say no", () => {
    const { verdict: _, ...without } = FAILING;
    expect(jsonComplaints(without).join()).toContain("verdict");
    expect(jsonComplaints({ ...FAILING, extra: 1 }).join()).toContain("must NOT have additional properties");
    const [first] = JSON.parse(renderReport(FAILING, "codequality"));
    expect(codeQualityComplaints([{ ...first, severity: "bad" }]).join()).toContain("/0/severity");
    expect(codeQualityComplaints([first, first]).join()).toContain("fingerprint");
    const xml = renderReport(FAILING, "junit");
    const tree = JSON.stringify(parseXml(xml)).replaceAll(":", ": ");
    const against = (text: string, other: string) => junitComplaints(JSON.parse(tree.replace(text, other))).join();
    expect(against('"failures": "2"', '"failures": "1"')).toContain("testsuites: failures is 1, and there are 2");
    expect(against('"name": "held"', '"title": "held"')).toMatch(/testcase: no name,.*no attribute title/);
    expect(against('"tag": "skipped"', '"tag": "ignored"')).toContain("there is no element ignored");
    expect(against('"tag": "properties"', '"tag": "system-out"')).toContain("system-out: holds property");
    expect(against('"name": "waived"', '"name": "held"')).toContain("accounting/held stands twice");
    expect(() => parseXml(xml.slice(0, -5))).toThrow("ParseError");
  });
});

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const validateReport = ajv.compile(z.toJSONSchema(reportSchema, { io: "input", unrepresentable: "any" }));

/** What the schema that `tieout schema report` prints says against a document. */
function jsonComplaints(document: unknown): readonly string[] {
  validateReport(document);
  return (validateReport.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What GitLab's documentation asks of a Code Quality report, as a schema. */
const validateCodeQuality = ajv.compile({
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", pattern: "^[0-9a-f]{32}$" },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        additionalProperties: false,
        properties: {
          path: { type: "string", pattern: "^[^/.]|^\\.[^/]" },
          lines: {
            type: "object",
            required: ["begin"],
            additionalProperties: false,
            properties: { begin: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
});

function codeQualityComplaints(issues: readonly { readonly fingerprint: string }[]): readonly string[] {
  validateCodeQuality(issues);
  const prints = issues.map(({ fingerprint }) => fingerprint);
  const twice = prints.filter((print, i) => prints.indexOf(print) !== i);
  return [
    ...(validateCodeQuality.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
    ...twice.map((print) => `fingerprint ${print} stands twice`),
  ];
}
