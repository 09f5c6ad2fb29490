import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../../src/adapters/make-folder.ts";
import { inTemporaryFolder, SCENARIO, tieout, tieoutWith } from "./support.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const FAILING = join(ROOT, "fixtures/runs/execsim-one-asset-left");

describe("a place that cannot be written to", () => {
  it.each([
    [["audit", "nothing", "--report", "a-file"], "--report: a file stands where a folder belongs"],
    [["check", "--report", "a-file/below"], "--report: a file stands where a folder belongs"],
    [["trace", "--source", "f", "--sink", "g#0", "--report", "a-file"], "--report: a file stands where a folder"],
    [["golden", "diff", "--report", "a-file"], "--report: a file stands where a folder belongs"],
    [["audit", "nothing", "--report", "r", "--attest", "a-file/x"], "--attest: a file stands where a folder belongs"],
    [["audit", "nothing", "--report", "r", "--attest", "a-folder"], "--attest: a folder stands where a file belongs"],
    [["fuzz", "--engine", "no.ts", "--shard", "1/2", "--part", "a-folder"], "--part: a folder stands where a file"],
    [["compare", "nothing", "nothing", "--out", "a-file"], "--out: a file stands where a folder belongs"],
    [["run", "--engine", "no.ts", "--out", "a-file/run"], "--out: a file stands where a folder belongs"],
    [["run", "--engine", "no.ts", "--out", "full"], "the folder is not empty"],
    [["two-pass", "--engine", "no.ts", "--out", "a-file"], "--out: a file stands where a folder belongs"],
    [["two-pass", "--engine", "no.ts", "--out", ".", "--tag", "full"], "the folder is not empty"],
    [["replay", "nothing.json", "--emit-test", "a-folder"], "--emit-test: a folder stands where a file belongs"],
  ])("%j is refused before the work, with exit code 2", async (args, said) => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "a-file"), "");
      mkdirSync(join(folder, "a-folder"));
      mkdirSync(join(folder, "full"));
      writeFileSync(join(folder, "full", "something"), "");
      const { code, out, err } = await tieout(folder, ...args);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(said);
    });
  });

  it("is refused where it is written first", async () => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, ".github", "workflows", "tieout.yml"), { recursive: true });
      const { code, err } = await tieout(folder, "init");
      expect({ code, config: existsSync(join(folder, "tieout.config.ts")) }).toEqual({ code: 2, config: false });
      expect(err).toContain(".github/workflows/tieout.yml");
    });
  });

  it("is no bug of ours, whatever the system refused", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    const { code, err } = await tieoutWith(
      {
        cwd: ".",
        out: () => {
          throw full;
        },
      },
      "schema",
    );
    expect({ code, err }).toEqual({
      code: 2,
      err: "tieout: the system refused: ENOSPC: no space left on device, write\n",
    });
  });

  it("leaves a run that takes the place of another one alone", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "scenario.json"), JSON.stringify(SCENARIO));
      const run = (...more: string[]) =>
        tieout(folder, "run", "--scenario", "scenario.json", "--out", "new/run", ...more);
      expect((await run()).code).toBe(0);
      expect((await run()).err).toContain("--replace");
      expect((await run("--replace")).code).toBe(0);
    });
  });
});

describe("a folder to be made", () => {
  it("is made with those above it, and left where it stands", async () => {
    await inTemporaryFolder(async (folder) => {
      makeFolder(join(folder, "a/b/c"));
      makeFolder(join(folder, "a/b/c"));
      expect(existsSync(join(folder, "a/b/c"))).toBe(true);
    });
  });

  it("is refused below a link that leads nowhere, a file, and what the system keeps for itself", async () => {
    await inTemporaryFolder(async (folder) => {
      symlinkSync(join(folder, "gone"), join(folder, "link"));
      writeFileSync(join(folder, "a-file"), "");
      expect(() => makeFolder(join(folder, "link/below"))).toThrow();
      expect(() => makeFolder(join(folder, "a-file/below"))).toThrow();
      expect(() => makeFolder(existsSync("/proc") ? "/proc/tieout/below" : join(folder, "a-file"))).toThrow();
    });
  });
});

describe("a reader that goes before the end", () => {
  it.each(["stdout", "stderr"] as const)("leaves the exit code the verdict's: %s", async (stream) => {
    await inTemporaryFolder(async (folder) => {
      cpSync(FAILING, join(folder, "run"), { recursive: true });
      const args = stream === "stdout" ? ["audit", "run"] : ["audit", "nothing"];
      const child = spawn(process.execPath, [join(ROOT, "dist/src/cli/main.js"), ...args], { cwd: folder });
      child[stream].destroy();
      const [code] = await once(child, "close");
      expect(code).toBe(stream === "stdout" ? 1 : 2);
    });
  });
});
