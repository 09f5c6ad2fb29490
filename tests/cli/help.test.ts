import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandExamples } from "../../src/cli/examples.ts";
import { VERSION } from "../../src/model/version.ts";
import { tieout } from "./support.ts";

const ROOT = join(import.meta.dirname, "../..");
const GOLDEN = ["golden diff", "golden accept", "golden check", "golden list"];

/** The commands that help lists. */
async function listed(): Promise<string[]> {
  const { out } = await tieout(".", "--help");
  const lines = out.slice(out.indexOf("\nCommands:"), out.indexOf("\nExit codes:")).split("\n");
  return lines.flatMap((line) => /^ {2}([a-z][a-z-]*)/.exec(line)?.[1] ?? []).filter((name) => name !== "help");
}

describe("help", () => {
  it("lists the commands and the exit codes, and names the version of the package", async () => {
    const { code, out } = await tieout(".", "--help");
    expect(code).toBe(0);
    expect(out).toContain("4  the harness cannot be trusted");
    expect(await listed()).toHaveLength(22);
    expect((await tieout(".", "--version")).out).toBe(`${VERSION}\n`);
    const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(manifest.version).toBe(VERSION);
  });

  it("knows each command that README names, and README each command", async () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const rows = readme.split("\n").filter((line) => line.startsWith("| `tieout "));
    const named = rows.flatMap((row) =>
      [...row.split(" | ")[0]!.matchAll(/`tieout ([a-z-]+)/g)].map(([, name]) => name),
    );
    expect([...new Set(named)].sort()).toEqual((await listed()).sort());
  });

  it("explains each command with examples and what each exit code means", async () => {
    for (const name of [...(await listed()).filter((each) => each !== "golden"), ...GOLDEN]) {
      const { code, out } = await tieout(".", ...name.split(" "), "--help");
      expect(code, name).toBe(0);
      expect(out, name).toContain(`Usage: tieout ${name}`);
      expect(out, name).toMatch(new RegExp(`\nExamples:\n {2}tieout ${name}`));
      expect(out, name).toMatch(/\nExit codes:\n {2}0 {2}\S.*\n(?: {2}[134] {2}\S.*\n)* {2}2 {2}\S/);
      expect(out.indexOf("--quiet"), name).toBeLessThan(out.indexOf("--help"));
      expect(out, name).not.toMatch(/\(default:[^)]*\)[\s]*\(default:/);
    }
  });

  it("names the options that all have after a command's own", async () => {
    const { out } = await tieout(".", "audit", "--help");
    expect(out.indexOf("--invariant")).toBeLessThan(out.indexOf("--config"));
  });

  it("shows no example that the command would not take", async () => {
    for (const [name, { examples }] of Object.entries(commandExamples)) {
      const { out } = await tieout(".", ...name.split(" "), "--help");
      for (const option of examples.join(" ").match(/--[a-z][a-z-]*/g) ?? []) expect(out, name).toContain(option);
    }
  });

  it.each([
    [["help", "audit"], "Usage: tieout audit"],
    [["help", "golden", "diff"], "Usage: tieout golden diff"],
    [["help"], "Usage: tieout [options] [command]"],
  ])("is had by %j too", async (args, usage) => {
    const { code, out } = await tieout(".", ...args);
    expect({ code, first: out.startsWith(usage) }).toEqual({ code: 0, first: true });
  });

  it.each([
    [["nonsense"], "unknown command 'nonsense'"],
    [["aduit", "--help"], "(Did you mean audit?)"],
    [["help", "nonsense"], "unknown command 'nonsense'"],
    [["audit"], "`tieout audit --help`"],
    [["run"], "`tieout run --help`"],
    [["golden", "diff", "--nonsense"], "`tieout golden diff --help`"],
    [["audit", "x", "--nonsense"], "unknown option '--nonsense'"],
  ])("answers a wrong use %j with exit 2 and nothing on stdout", async (args, said) => {
    const { code, out, err } = await tieout(".", ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("error:");
    expect(err).toContain(said);
  });
});
