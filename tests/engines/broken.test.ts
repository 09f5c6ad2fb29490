import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { replay } from "../../src/campaign/replay.ts";
import type { Engine } from "../../src/model/engine.ts";
import { inTemporaryFolder } from "../cli/support.ts";
import { campaignOf, evidenceOn, hasPython, idsWith, withPython } from "./support.ts";

const ANSWERS = "engine/answers-every-scenario";

describe.skipIf(!hasPython)("an engine that breaks is a finding, and the campaign goes on", () => {
  it.each([
    ["exits", "EngineExitError", "exit code 1: MemoryError: book of ", 12, 6],
    ["prints", "EngineOutputError", 'was "solver: optimal"', 12, 6],
    ["raises", "IndexError", "the engine broke: list index out of range", 200, 2],
  ])("%s", async (defect, name, message, budget, assets) => {
    const run = (engine: Engine) => campaignOf(engine, 48, budget);
    const result = await withPython("broken", `execsim_broken.py ${defect}`, run);
    expect(result.blocks).toMatchObject({ done: 1, planned: 1 });
    expect(idsWith("fail", result)).toEqual([ANSWERS]);
    const { violations, cases } = evidenceOn(ANSWERS, result);
    expect(cases).toBeGreaterThanOrEqual(48);
    expect(violations[0]).toMatchObject({ expected: "a run", actual: name });
    expect(result.counterexamples).toHaveLength(1);
    const [{ violation, scenario } = expect.fail("no counterexample")] = result.counterexamples;
    expect(violation.message).toContain(message);
    expect(scenario.market.assets.length).toBeLessThanOrEqual(assets);
    expect(scenario.config.costs.feeBps).toBeGreaterThan(0); // what it needs to break
    // What it does answer is examined.
    expect(evidenceOn("accounting/pnl-linear-in-weights", result)).toMatchObject({ verdict: "pass" });
  });

  it("is killed once, from outside: one finding, everything else examined, and FIXED when it is replayed", async () => {
    await inTemporaryFolder(async (folder) => {
      const marker = join(folder, "killed");
      await withPython("broken", `execsim_broken.py is-killed ${marker}`, async (engine) => {
        const result = await campaignOf(engine, 64);
        expect(existsSync(marker)).toBe(true);
        expect(idsWith("fail", result)).toEqual([ANSWERS]);
        const { violationCount, violations, cases } = evidenceOn(ANSWERS, result);
        expect(violationCount).toBe(1);
        expect(violations[0]!.message).toContain("expected it to answer, was ended by SIGKILL");
        expect(cases).toBe(64);
        expect(evidenceOn("accounting/pnl-linear-in-weights", result).cases).toBeGreaterThan(50);
        const [found = expect.fail("no counterexample")] = result.counterexamples;
        expect(await replay(found, engine, catalog)).toMatchObject({ status: "FIXED" });
      });
    });
  });

  it("sleeps: every scenario on which it does costs its time and no more", async () => {
    const run = (engine: Engine) => campaignOf(engine, 64, 4);
    const result = await withPython("broken", "execsim_broken.py sleeps", run, 0.5);
    expect(idsWith("fail", result)).toEqual([ANSWERS]);
    const { violations, violationCount, cases } = evidenceOn(ANSWERS, result);
    expect(violations[0]).toMatchObject({ actual: "EngineTimeoutError" });
    expect(violations[0]!.message).toContain("expected it to answer within 0.5 seconds");
    expect(cases - violationCount).toBeGreaterThan(40);
  });

  it("answers NaN: a bare NaN is read as such, and fails as any number would", async () => {
    const result = await withPython("broken", "execsim_broken.py answers-nan", (engine) => campaignOf(engine, 48));
    expect(idsWith("fail", result)).toEqual(["accounting/metrics-recompute", "data/outputs-finite"]);
    expect(evidenceOn("data/outputs-finite", result).violations[0]).toMatchObject({ actual: "NaN" });
    expect(evidenceOn(ANSWERS, result)).toMatchObject({ verdict: "pass", cases: 48 });
  });

  it("is random: not the same twice", async () => {
    const result = await withPython("broken", "execsim_broken.py is-random", (engine) => campaignOf(engine, 64, 20));
    expect(idsWith("fail", result)).toContain("relation/deterministic");
  });

  it("leaks state from one run into the next", async () => {
    const result = await withPython("broken", "execsim_broken.py leaks-state", (engine) => campaignOf(engine, 64, 20));
    expect(idsWith("fail", result)).toEqual(expect.arrayContaining(["relation/deterministic", "relation/isolated"]));
  });
});
