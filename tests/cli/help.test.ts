import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { VERSION } from "../../src/model/version.ts";
import { tieout } from "./support.ts";

const COMMANDS = [
  "check",
  "run",
  "audit",
  "two-pass",
  "compare",
  "tune-regimes",
  "fuzz",
  "replay",
  "promote",
  "golden",
  "selftest",
  "catalog",
  "report",
  "verify",
  "schema",
  "init",
];

describe("help", () => {
  it("lists the commands and the exit codes, and names the version of the package", async () => {
    const { code, out } = await tieout(".", "--help");
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(`\n  ${command}`);
    expect(out).toContain("4  the harness cannot be trusted");
    expect((await tieout(".", "--version")).out).toBe(`${VERSION}\n`);
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
    expect(manifest.version).toBe(VERSION);
  });

  it.each([
    ...COMMANDS.map((command) => [command]),
    ["golden", "diff"],
    ["golden", "accept"],
    ["golden", "check"],
    ["golden", "list"],
  ])("explains %s %s", async (...words) => {
    const { code, out } = await tieout(".", ...words.filter((word) => word !== undefined), "--help");
    expect(code).toBe(0);
    expect(out).toContain(`Usage: tieout ${words.join(" ")}`);
  });

  it.each([[["nonsense"]], [["audit"]], [["run"]], [["audit", "x", "--nonsense"]]])(
    "answers a wrong use %j with exit 2 and nothing on stdout",
    async (args) => {
      const { code, out, err } = await tieout(".", ...args);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain("error:");
    },
  );
});
