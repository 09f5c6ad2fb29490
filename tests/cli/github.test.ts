import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { GitHubStep } from "../../src/cli/io.ts";
import { parseConfig } from "../../src/model/config.ts";
import { SUMMARY_LIMIT } from "../../src/report/github/summary.ts";
import { jsonReport } from "../../src/report/json.ts";
import { evidence, reportOf, violation } from "../report/support.ts";
import { inTemporaryFolder, SCENARIO, tieout, tieoutWith } from "./support.ts";

/** A repository in which a command runs in the folder `project`, and what the runner is handed. */
async function inStep(
  more: Partial<GitHubStep>,
  work: (
    folder: string,
    run: (...args: string[]) => ReturnType<typeof tieoutWith>,
    commands: string[],
  ) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (workspace) => {
    const cwd = join(workspace, "project");
    mkdirSync(join(cwd, "src"), { recursive: true });
    writeFileSync(join(cwd, "src", "book.ts"), "export {};\n");
    const commands: string[] = [];
    const github: GitHubStep = {
      command: (line) => commands.push(line),
      summaryFile: join(workspace, "summary.md"),
      ...more,
    };
    await work(workspace, (...args) => tieoutWith({ cwd, github, repository: workspace }, ...args), commands);
  });
}

const FAILING = reportOf({
  "a/b": [
    evidence("fail", { violations: [violation({ location: "src/book.ts:3:1", message: "::error::x ##[group]" })] }),
  ],
  "a/c": [evidence("fail", { violations: [violation({ location: "lib/gone.ts:3:1" })] })],
});

describe("in GitHub Actions", () => {
  it("a failing report is annotated at files of the repository, and summarised", async () => {
    await inStep({}, async (workspace, run, commands) => {
      writeFileSync(join(workspace, "project", "report.json"), jsonReport(FAILING));
      const { code, out } = await run("report", "report.json");
      expect(code).toBe(1);
      expect(commands).toHaveLength(2);
      expect(commands[0]).toMatch(/^::error file=project\/src\/book\.ts,line=3,col=1,title=a\/b::What a\/b says\. /);
      expect(commands[1]).toMatch(/^::error title=a\/c::lib\/gone\.ts:3:1: What a\/c says\. /);
      expect(readFileSync(join(workspace, "summary.md"), "utf8")).toContain("# Tieout: FAIL");
      expect(out).not.toMatch(/^\s*::|##\[/m);
    });
  });

  it("files for code scanning are named from the root of the repository, runs' own files as they are", async () => {
    await inStep({}, async (workspace, run) => {
      writeFileSync(join(workspace, "project", "report.json"), jsonReport(FAILING));
      const urisOf = async (format: string) =>
        [...(await run("report", "report.json", "--format", format)).out.matchAll(/"(?:uri|path)": "(.*)"/g)].map(
          ([, uri]) => uri,
        );
      expect(await urisOf("sarif-github")).toEqual(["project/src/book.ts", "project/lib/gone.ts"]);
      expect(await urisOf("codequality")).toEqual(["project/src/book.ts", "project/lib/gone.ts"]);
      expect(await urisOf("sarif")).toEqual(["src/book.ts", "lib/gone.ts"]);
    });
  });

  it("a passing report is summarised and not annotated, and results on stdout stay as they are", async () => {
    await inStep({}, async (workspace, run, commands) => {
      const report = jsonReport(reportOf({ "a/b": [evidence("pass", { subject: "##[x" })] }));
      writeFileSync(join(workspace, "project", "report.json"), report);
      expect(await run("report", "report.json", "--format", "json")).toEqual({ code: 0, out: report, err: "" });
      expect(commands).toEqual([]);
      await run("report", "report.json");
      expect(readFileSync(join(workspace, "summary.md"), "utf8").match(/# Tieout: PASS/g)).toHaveLength(2);
    });
  });

  it("a summary never grows over what GitHub takes", async () => {
    await inStep({}, async (workspace, run, commands) => {
      const notExamined = Array.from({ length: 20_000 }, (_, i) => `part ${i} of the source code`);
      const report = reportOf({ "a/b": [evidence("pass")] }, { notExamined });
      writeFileSync(join(workspace, "project", "report.json"), jsonReport(report));
      for (let i = 0; i < 4; i++) expect((await run("report", "report.json", "--format", "json")).code).toBe(0);
      const summary = readFileSync(join(workspace, "summary.md"), "utf8");
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(SUMMARY_LIMIT);
      expect(summary).toMatch(/more lines are left out/);
      expect(commands.at(-1)).toBe("::notice title=tieout::the summary of this step is full; the report is not in it");
    });
  });

  it("a summary that cannot be written changes no verdict", async () => {
    await inStep({ summaryFile: "/dev/null/summary.md" }, async (workspace, run, commands) => {
      writeFileSync(join(workspace, "project", "report.json"), jsonReport(reportOf({ "a/b": [evidence("pass")] })));
      expect((await run("report", "report.json")).code).toBe(0);
      expect(commands.join()).toMatch(/^::notice title=tieout::the summary of this step could not be written/);
    });
  });

  it("a golden diff is shown by its first divergence, and annotated by case", async () => {
    await inStep({}, async (workspace, run, commands) => {
      const { market: _, ...rest } = SCENARIO;
      const market = { name: "us-stocks", from: "2005-01-01", to: "2005-12-31" };
      const golden = { ...rest, schema: "tieout.golden/1", market, config: parseConfig(SCENARIO.config) };
      const project = (...parts: string[]) => join(workspace, "project", ...parts);
      mkdirSync(project("golden", "stocks"), { recursive: true });
      writeFileSync(project("golden", "stocks", "scenario.json"), JSON.stringify(golden));
      writeFileSync(project("tieout.config.json"), JSON.stringify({ golden: "golden" }));
      expect((await run("golden", "accept")).code).toBe(0);
      expect((await run("golden", "diff", "--engine", "fault:turnover-one-way")).code).toBe(1);
      expect(commands.join("\n")).toMatch(/^::error title=golden\/stocks::/m);
      expect(readFileSync(join(workspace, "summary.md"), "utf8")).toMatch(/^# .*golden.*FAIL/i);
    });
  });

  it("a finding of a static audit stands at its line", async () => {
    const fixtures = join(import.meta.dirname, "../../fixtures/audits/post-rt-normalization");
    const commands: string[] = [];
    const io = {
      cwd: fixtures,
      github: { command: (line: string) => commands.push(line) },
      repository: join(fixtures, ".."),
    };
    const names = ["--source", "scaleWeights", "--sink", "portfolioReturn#0"];
    const { code } = await tieoutWith(io, "trace", "--project", "flag-abs.ts", ...names, "--no-types");
    expect(code).toBe(1);
    expect(commands.join("\n")).toMatch(
      /^::error file=post-rt-normalization\/flag-abs\.ts,line=\d+,col=\d+,title=audits\/post-rt-normalization::/m,
    );
  });

  it("what ends a command is annotated too", async () => {
    await inStep({}, async (_, run, commands) => {
      expect((await run("audit", "absent")).code).toBe(2);
      expect((await run("audit")).code).toBe(2);
      expect(commands[0]).toMatch(/^::error title=tieout::RunDirectoryError: .*there is no such run directory$/);
      expect(commands[1]).toMatch(/^::error title=tieout::error: missing required argument/);
    });
  });

  it("nothing of this happens elsewhere", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "report.json"), jsonReport(FAILING));
      const { out, err } = await tieout(folder, "report", "report.json");
      expect(err).toBe("");
      expect(out).toContain("::error::x ##[group]");
    });
  });
});
