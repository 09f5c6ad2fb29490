import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { FORMAT_NAMES } from "../../src/cli/output.ts";
import { readAction } from "./steps.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/CI.md"), "utf8");
const documents = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => parse(text!));

interface Use {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

describe("docs/CI.md", () => {
  it("shows a workflow that gives the action inputs it has, and the permissions they need", () => {
    const [{ jobs, permissions }] = documents;
    const use = (jobs.gate.steps as Use[]).find(({ uses }) => uses?.startsWith("OWNER/tieout@"));
    expect(Object.keys(readAction().inputs)).toEqual(expect.arrayContaining(Object.keys(use!.with!)));
    expect(use!.with!["upload-sarif"]).toBe("true");
    expect(permissions).toEqual({ contents: "read" });
    expect(jobs.gate.permissions).toEqual({ contents: "read", "security-events": "write", actions: "read" });
  });

  it("explains every input and every format", () => {
    for (const name of Object.keys(readAction().inputs)) expect(page).toMatch(new RegExp(`^\\| .*\`${name}\``, "m"));
    for (const name of FORMAT_NAMES) expect(page).toContain(`\n| \`${name}\` | \`report.`);
    expect(page).toContain(`| \`formats\` | \`${readAction().inputs.formats!.default}\` |`);
  });

  it("shows a job for GitLab that hands on the reports it writes", () => {
    const { tieout } = documents.at(-1);
    const { reports, when, paths } = tieout.artifacts;
    const command = tieout.script.at(-1);
    expect(when).toBe("always");
    for (const [format, file] of [
      ["junit", "report.junit.xml"],
      ["codequality", "report.codequality.json"],
    ]) {
      expect(command).toContain(`--format ${format}`);
      expect(reports[format!]).toBe(`${paths[0]}${file}`);
    }
  });
});
