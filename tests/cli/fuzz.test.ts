import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { inTemporaryFolder, SCENARIO, tieout } from "./support.ts";

describe("tieout fuzz and replay", () => {
  it("passes the reference and gives the same bytes for the same seed", async () => {
    await inTemporaryFolder(async (folder) => {
      const args = ["fuzz", "--cases", "640", "--seed", "7", "--format", "json"];
      const first = await tieout(folder, ...args);
      expect(first.code).toBe(0);
      expect((await tieout(folder, ...args)).out).toBe(first.out);
      expect(reportSchema.parse(JSON.parse(first.out)).seed).toBe(7);
      expect(existsSync(join(folder, ".tieout"))).toBe(false);
    });
  });

  it("holds another engine to the reference when asked to, and says how to ask", async () => {
    await inTemporaryFolder(async (folder) => {
      const fuzz = (...more: readonly string[]) =>
        tieout(folder, "fuzz", "--cases", "64", "--invariant", "relation/matches-reference", ...more);
      const other = ["--engine", "fault:vol-not-annualized"];
      const asked = await fuzz(...other, "--against-reference");
      expect(asked.code).toBe(1);
      expect(asked.out).toMatch(/leverage_series\.csv.*\n.*the reference has another figure \(stage target\)/);
      const hint = "skipped: it is for other engines that follow docs/ENGINE.md: `--against-reference`";
      const counterexamples = join(folder, ".tieout", "counterexamples");
      rmSync(counterexamples, { recursive: true });
      expect((await fuzz(...other)).out).toContain(hint);
      expect((await fuzz("--against-reference")).out).toContain(hint); // the reference itself
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ campaign: { reference: true } }));
      expect((await fuzz(...other)).code).toBe(1);
    });
  });

  it("finds a seeded fault, stores and shows a small counterexample, and replays it against fault and reference", async () => {
    await inTemporaryFolder(async (folder) => {
      const faulty = ["--engine", "fault:scalar-lag-zero"];
      const found = await tieout(
        folder,
        "fuzz",
        "--cases",
        "128",
        ...faulty,
        "--invariant",
        "exposure/scalar-lags-one-rebalance",
      );
      expect(found.code).toBe(1);
      const [file] = readdirSync(join(folder, ".tieout", "counterexamples"));
      const path = join(".tieout", "counterexamples", file!);
      expect(found.out).toContain(`replay it: tieout replay ${path}`);
      expect(found.out).toMatch(/They part at: scalar, .* allocator_risk_v1_applied.csv/);
      const failing = await tieout(folder, "replay", path, ...faulty);
      expect(failing.code).toBe(1);
      expect(failing.out).toMatch(/^STILL FAILING/);
      expect(failing.out).toMatch(/They part at: scalar/);
      const fixed = await tieout(folder, "replay", path, "--json");
      expect(fixed.code).toBe(0);
      expect(JSON.parse(fixed.out)).toMatchObject({ status: "FIXED", invariant: "exposure/scalar-lags-one-rebalance" });
    });
  });

  it("stops at its time and says which blocks were left out", async () => {
    await inTemporaryFolder(async (folder) => {
      const outcome = await tieout(folder, "fuzz", "--cases", "100000", "--seconds", "1", "--invariant", "drawdown");
      expect(outcome.code).toBe(0);
      expect(outcome.out).toMatch(/campaign: blocks \d+ to 1562 of 0 to 1562 not judged: the time was up/);
    });
  });

  it.each([
    ["--cases", "0"],
    ["--cases", "many"],
    ["--seed", "-1"],
    ["--seconds", "1.5"],
  ])("refuses %s %s", async (option, value) => {
    const outcome = await tieout(".", "fuzz", option, value);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain(`${option}: not a number that makes sense here`);
  });

  it("refuses a counterexample that is not there or no counterexample", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "x.json"), JSON.stringify(SCENARIO));
      expect((await tieout(folder, "replay", "absent.json")).code).toBe(2);
      expect((await tieout(folder, "replay", "x.json")).err).toContain("x.json");
    });
  });
});
