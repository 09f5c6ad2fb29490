import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { sarifReport } from "../../src/report/sarif/report-sarif.ts";
import { sarifComplaints } from "./sarif-schema.ts";
import { evidence, HOSTILE, reportOf, violation } from "./support.ts";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind?: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: Record<string, unknown> }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

function runOf(text: string) {
  const log = JSON.parse(text);
  expect(sarifComplaints(log)).toEqual([]);
  return log.runs[0] as {
    readonly results: readonly Result[];
    readonly tool: { readonly driver: { readonly rules: readonly { id: string; help: { text: string } }[] } };
    readonly invocations: readonly { executionSuccessful: boolean; exitCode: number }[];
    readonly properties: Record<string, unknown>;
  };
}

const ALL = reportOf({
  "exposure/broken": [evidence("fail", { counterexample: ".tieout/counterexamples/a b.json" }), evidence("pass")],
  "exposure/held": [evidence("pass")],
  "exposure/waived": [evidence("pass", { waivedCount: 3 })],
  "data/absent": [evidence("skipped")],
  "data/open": [evidence("unproven")],
  "warning/odd": [evidence("fail")],
});

describe("a report as SARIF", () => {
  it("is what the schema asks for, and the schema can say no", () => {
    runOf(sarifReport(ALL));
    const log = JSON.parse(sarifReport(ALL));
    log.runs[0].results[0].kind = "wrong";
    expect(sarifComplaints(log).join()).toContain("/runs/0/results/0/kind");
  });

  it("tells every verdict by its kind in the full profile", () => {
    const { results } = runOf(sarifReport(ALL));
    expect(results.map(({ ruleId, kind, level }) => `${ruleId} ${kind} ${level}`)).toEqual([
      "exposure/broken fail error",
      "exposure/broken pass none",
      "exposure/held pass none",
      "exposure/waived review none",
      "data/absent notApplicable none",
      "data/open open none",
      "warning/odd fail warning",
    ]);
  });

  it("leaves only failures and open results in the GitHub profile, each with a place", () => {
    const { results } = runOf(sarifReport(ALL, "github"));
    expect(results.map(({ ruleId, kind, level }) => `${ruleId} ${kind} ${level}`)).toEqual([
      "exposure/broken undefined error",
      "data/open undefined warning",
      "warning/odd undefined warning",
    ]);
    expect(results[1]?.message.text).toContain("unproven: needs weights_post.csv");
    expect(results.map(({ locations }) => locations.length)).toEqual([1, 1, 1]);
  });

  it("points to the line of source, else to the counterexample, else to the run's file", () => {
    const at = (location: string | null, counterexample?: string) => {
      const found = evidence("fail", {
        violations: [violation({ location })],
        ...(counterexample === undefined ? {} : { counterexample }),
      });
      return runOf(sarifReport(reportOf({ "a/b": [found] }))).results[0]?.locations[0]?.physicalLocation;
    };
    expect(at("src/engine/book.ts:25:7", "c.json")).toEqual({
      artifactLocation: { uri: "src/engine/book.ts", uriBaseId: "%SRCROOT%" },
      region: { startLine: 25, startColumn: 7 },
    });
    expect(at(null, "kept/a b.json")).toEqual({
      artifactLocation: { uri: "kept/a%20b.json", uriBaseId: "%SRCROOT%" },
    });
    expect(at(null)).toEqual({ artifactLocation: { uri: "weights_scaled.csv" } });
  });

  it("names no folder of the machine", () => {
    const found = evidence("fail", { counterexample: "/home/somebody/project/found.json" });
    const [result] = runOf(sarifReport(reportOf({ "a/b": [found] }), "github")).results;
    expect(JSON.stringify(result?.locations)).toContain('"found.json"');
    expect(JSON.stringify(result?.locations)).not.toContain("somebody");
  });

  it("knows a finding again when its line has moved, and tells two of a kind apart", () => {
    const printsOf = (...locations: string[]) => {
      const found = evidence("fail", { violations: locations.map((location) => violation({ location })) });
      const { results } = runOf(sarifReport(reportOf({ "a/b": [found] })));
      return results.map(({ partialFingerprints }) => partialFingerprints["tieout/v1"]);
    };
    expect(printsOf("a.ts:3:1")).toEqual(printsOf("a.ts:90:4"));
    expect(new Set(printsOf("a.ts:3:1", "a.ts:5:1", "b.ts:5:1")).size).toBe(3);
  });

  it("carries what the catalog says of a rule, the exit code, and what was not examined", () => {
    const helpOf = (id: string) =>
      id === "exposure/held" ? { why: "a real failure", independentOf: "the engine", blindTo: "costs" } : undefined;
    const run = runOf(sarifReport(ALL, "full", helpOf));
    expect(run.tool.driver.rules[1]?.help.text).toMatch(
      /Why: a real failure\n\nIndependent of: the engine\n\nBlind to: costs/,
    );
    expect(run.tool.driver.rules[0]?.help.text).toBe("What exposure/broken says");
    expect(run.invocations).toEqual([{ executionSuccessful: true, exitCode: 1 }]);
    expect(run.properties).toMatchObject({ verdict: "fail", seed: 20240105, notExamined: ["source code"] });
  });

  it("makes a surviving fault a failure of the harness", () => {
    const kills: Report["kills"] = [{ fault: "lag-zero", story: "…", breaks: ["a"], killedBy: [], survived: ["a"] }];
    const run = runOf(sarifReport(reportOf({ "a/b": [evidence("pass")] }, { kills }), "github"));
    expect(run.invocations).toEqual([{ executionSuccessful: false, exitCode: 4 }]);
    expect(run.results).toMatchObject([{ ruleId: "harness/seeded-fault-survived", ruleIndex: 1, level: "error" }]);
  });

  it("stands any name: braces are no placeholders, brackets no links", () => {
    const found = evidence("fail", {
      subject: HOSTILE,
      violations: [violation({ asset: HOSTILE, artifact: HOSTILE })],
    });
    const [result] = runOf(sarifReport(reportOf({ "a/b": [found] }))).results;
    expect(result?.message.text).toContain("{{0}} [x] (y)");
    expect(result?.locations[0]?.physicalLocation).toEqual({ artifactLocation: { uri: "%C3%A9" } });
  });

  it("is the same bytes for the same report", () => {
    expect(sarifReport(ALL)).toBe(sarifReport(structuredClone(ALL)));
  });
});
