import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadSettings } from "../../src/cli/settings.ts";
import { pipeline, SERVICES } from "../../src/cli/starter/workflow.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

const PYTHON = `python3 ${resolve("fixtures/engines/python/engine.py")}`;
const CONFIG = "tieout.config.ts";
const WORKFLOW = ".github/workflows/tieout.yml";

describe("tieout init", () => {
  it("writes a config that loads, and the gate's pipeline", async () => {
    await inTemporaryFolder(async (folder) => {
      const { code, out } = await tieout(folder, "init", "--engine", "fault:cost-negative");
      expect(code).toBe(0);
      expect(out).toContain(`wrote  ${CONFIG}\nwrote  ${WORKFLOW}\nnext:\n`);
      const settings = await loadSettings(folder, undefined);
      expect(settings).toMatchObject({ engine: "fault:cost-negative", campaign: { cases: 2048, seed: 20240105 } });
      const gate = await tieout(folder, "fuzz", "--cases", "64", "--quiet");
      expect(gate.code).toBe(1);
      expect(gate.out).toContain("FAIL");
    });
  });

  it("leaves no setting behind a comment that the config would refuse", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "init", "--ci", "none");
      const text = readFileSync(join(folder, CONFIG), "utf8");
      const open = text.replaceAll(/^ {2}\/\/ (\w+: )/gm, "  $1");
      expect(open.match(/^ {2}\w+: /gm)).toHaveLength(7);
      writeFileSync(join(folder, CONFIG), open);
      const settings = await loadSettings(folder, undefined);
      expect(settings.audits).toHaveLength(1);
      expect(settings.waivers).toHaveLength(1);
    });
  });

  it("tells the author of a process to try the conformance kit first, and brings its language to the pipeline", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "package-lock.json"), "{}");
      const { code, out } = await tieout(folder, "init", "--engine", PYTHON);
      expect(code).toBe(0);
      expect(out).toContain("tieout conform");
      const workflow = parse(readFileSync(join(folder, WORKFLOW), "utf8"));
      const steps: { uses?: string; run?: string }[] = workflow.jobs.tieout.steps;
      expect(steps.some(({ uses }) => uses?.startsWith("actions/setup-python@"))).toBe(true);
      expect(steps.flatMap(({ run }) => run ?? [])).toEqual(["npm ci", expect.stringMatching(/^npx tieout check /)]);
    });
  });

  it.each(SERVICES)("writes a pipeline for %s whose command this program understands", async (service) => {
    const text = pipeline(service, { engine: "./engine.ts", locked: false });
    const command = /npx --yes tieout@[\d.]+ (check .*)$/m.exec(text)![1]!;
    expect(parse(text)).toHaveProperty(service === "github" ? "jobs.tieout" : "tieout.artifacts.reports.junit");
    expect(text).not.toContain("setup-python");
    await inTemporaryFolder(async (folder) => {
      const { code, err } = await tieout(folder, ...command.split(" "), "--engine", "nowhere.ts");
      expect(code).toBe(2);
      expect(err).toContain("nowhere.ts"); // and no complaint of an option
      expect(err).not.toContain("option");
    });
  });

  it("answers the same again, and stops before another's file with nothing written", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "init", "--quiet");
      expect((await tieout(folder, "init")).out).toContain(`stands  ${CONFIG}\nstands  ${WORKFLOW}\n`);
    });
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, ".github/workflows"), { recursive: true });
      writeFileSync(join(folder, WORKFLOW), "name: mine\n");
      const { code, err } = await tieout(folder, "init");
      expect(code).toBe(2);
      expect(err).toContain(WORKFLOW);
      expect(existsSync(join(folder, CONFIG))).toBe(false);
      expect(readFileSync(join(folder, WORKFLOW), "utf8")).toBe("name: mine\n");
    });
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "tieout.config.json"), "{}");
      const { code, err } = await tieout(folder, "init");
      expect(code).toBe(2);
      expect(err).toContain("tieout.config.json");
      expect(readdirSync(folder)).toEqual(["tieout.config.json"]);
    });
  });

  it("refuses an engine that is not there, and a service it does not know", async () => {
    await inTemporaryFolder(async (folder) => {
      expect((await tieout(folder, "init", "--engine", "./missing.ts")).code).toBe(2);
      expect((await tieout(folder, "init", "--ci", "elsewhere")).code).toBe(2);
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});
