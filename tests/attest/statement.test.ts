import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { filesOf, outcomeOf, statementSchema, statementText } from "../../src/attest/statement.ts";
import { evidence, reportOf } from "../report/support.ts";

const survivor = [{ fault: "lag-zero", story: "…", breaks: ["a"], killedBy: [], survived: ["a"] }];

describe("the outcome of a report in in-toto's words", () => {
  it("passes only what passed, warns of warnings, and has what is unproven among the failures", () => {
    const pages = { "a/held": [evidence("pass")], "a/absent": [evidence("skipped")] };
    expect(outcomeOf(reportOf(pages))).toEqual({
      result: "PASSED",
      passedTests: ["a/held"],
      warnedTests: [],
      failedTests: [],
    });
    expect(outcomeOf(reportOf({ ...pages, "warning/odd": [evidence("fail")] }))).toMatchObject({
      result: "WARNED",
      warnedTests: ["warning/odd"],
    });
    const broken = { ...pages, "a/broken": [evidence("fail")], "a/open": [evidence("unproven")] };
    expect(outcomeOf(reportOf(broken))).toMatchObject({ result: "FAILED", failedTests: ["a/broken", "a/open"] });
    expect(outcomeOf(reportOf({ ...pages, "a/open": [evidence("unproven")] })).result).toBe("FAILED");
    expect(outcomeOf(reportOf({ "a/absent": [evidence("skipped")] })).result).toBe("FAILED");
    expect(outcomeOf(reportOf(pages, { kills: survivor }))).toMatchObject({
      result: "FAILED",
      failedTests: ["seeded-faults/lag-zero"],
    });
  });
});

describe("a statement", () => {
  const report = reportOf({ "a/held": [evidence("pass")] });
  const file = (name: string, role: "audited" | "report" | "input") => ({
    name,
    role,
    sha256: "0".repeat(64),
    bytes: 7,
  });
  const files = [file("run/b.csv", "audited"), file("out/report.json", "report"), file("run/a.csv", "audited")];
  const text = statementText(report, "out/report.json", [...files, file("tieout.config.ts", "input")], ["run"]);

  it("is over the files by name, inputs as configuration, whatever order they come in", () => {
    const statement = JSON.parse(text);
    expect(statement.subject.map(({ name }: { name: string }) => name)).toEqual([
      "out/report.json",
      "run/a.csv",
      "run/b.csv",
    ]);
    expect(statement.predicate.configuration).toEqual([
      { name: "tieout.config.ts", digest: { sha256: "0".repeat(64) }, annotations: { role: "input", bytes: 7 } },
    ]);
    const reversed = [file("tieout.config.ts", "input"), ...files.toReversed()];
    expect(statementText(report, "out/report.json", reversed, ["run"])).toBe(text);
    expect(filesOf(statementSchema.parse(statement)).map(({ name, role }) => `${role} ${name}`)).toEqual([
      "report out/report.json",
      "audited run/a.csv",
      "audited run/b.csv",
      "input tieout.config.ts",
    ]);
  });

  it("is what the schema that is printed for it asks for", () => {
    const validate = new Ajv2020().compile(z.toJSONSchema(statementSchema, { io: "input", unrepresentable: "any" }));
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...JSON.parse(text), subject: [{ name: "a" }] })).toBe(false);
  });

  it("keeps the form of in-toto: types, result, a digest for every subject", () => {
    const statement = JSON.parse(text);
    expect(statement).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      predicateType: "https://in-toto.io/attestation/test-result/v0.1",
      predicate: { result: "PASSED", passedTests: ["a/held"], warnedTests: [], failedTests: [] },
    });
    expect(statementSchema.safeParse({ ...statement, later: 1 }).success).toBe(true);
    for (const wrong of [
      { ...statement, _type: "https://in-toto.io/Statement/v0.1" },
      { ...statement, predicateType: "https://slsa.dev/provenance/v1" },
      { ...statement, subject: [] },
      { ...statement, subject: [{ name: "a", digest: { sha1: "00" } }] },
      { ...statement, predicate: { ...statement.predicate, result: "OK" } },
    ]) {
      expect(statementSchema.safeParse(wrong).success).toBe(false);
    }
  });

  it.each(["../a.csv", "/etc/passwd", "run//a.csv", "run/../../a", ".", "", "a\0b"])("names no %j", (name) => {
    const statement = JSON.parse(text);
    statement.subject[0].name = name;
    expect(statementSchema.safeParse(statement).error?.message).toContain("not a path below a folder");
  });
});
