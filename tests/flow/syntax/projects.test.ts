import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { staticRules } from "../../../audits/catalog.ts";
import { Projects } from "../../../src/flow/syntax/projects.ts";
import { ConfigError } from "../../../src/model/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "tieout-lent-"));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT = `export function scaleWeights(raw) { return raw.map((x) => x * 2); }
export function settle(book) {}
export function run(raw) { settle(scaleWeights(raw)); }
`;

describe("projects that are lent", () => {
  it("are opened once, whatever their path is written like", () => {
    const lent = new Projects();
    expect(lent.open(folder)).toBe(lent.open(join(folder, "..", folder.split("/").at(-1)!)));
    expect(new Projects().open(folder)).not.toBe(lent.open(folder));
  });

  it("are not read again for the next audit", () => {
    const file = join(folder, "main.js");
    writeFileSync(file, TEXT);
    const lent = new Projects();
    const request = { project: file, sources: ["scaleWeights"], sinks: ["settle#0"] };
    const verdictOf = (projects?: Projects) => staticRules[0]!.inspect(request, projects).verdict;
    expect(verdictOf(lent)).toBe("pass");
    writeFileSync(file, TEXT.replace("settle(scaleWeights(raw))", "settle(scaleWeights(raw).map(Math.round))"));
    expect(verdictOf(lent)).toBe("pass");
    expect(verdictOf()).toBe("fail");
  });

  it("say so when there is none", () => {
    expect(() => new Projects().open(join(folder, "missing"))).toThrow(ConfigError);
  });
});
