import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import { columnOf } from "../../src/model/panel.ts";
import { TABLE_NAMES } from "../../src/model/run.ts";
import { Random } from "../../src/numeric/random.ts";
import { generateScenario } from "../../src/scenarios/generate.ts";
import { campaignOf, ENGINES, hasPython, idsWith, withPython } from "./support.ts";

describe.skipIf(!hasPython)("the Python engine of the fixtures", () => {
  it("passes the campaign, with everything examined that an engine without layers and overlay can offer", async () => {
    const result = await withPython("python", "execsim.py", (engine) => campaignOf(engine, 256));
    expect(result).toMatchObject({ engine: { name: "execsim", version: "1.4.0" }, rejected: 0, counterexamples: [] });
    expect(idsWith("fail", result)).toEqual([]);
    expect(idsWith("unproven", result)).toEqual([]);
    const skipped = idsWith("skipped", result).filter(
      (id) => !id.startsWith("passes/") && !id.startsWith("allocator/"),
    );
    expect(skipped).toEqual([
      "accounting/digests-match",
      "exposure/one-scalar-per-sleeve",
      "exposure/overlay-gated-by-regime",
    ]);
    expect(idsWith("pass", result).length).toBeGreaterThan(40);
  });

  it("agrees with the reference in every table and figure that it leaves, to rounding", async () => {
    await withPython("python", "execsim.py", async (engine) => {
      const { capabilities } = await engine.describe();
      const random = new Random(7);
      let compared = 0;
      for (let k = 0; k < 60; k++) {
        const scenario = generateScenario(random, capabilities);
        const [run, reference] = [await engine.run(scenario), await referenceEngine.run(scenario)];
        for (const name of TABLE_NAMES) {
          const table = run.table(name);
          if (table === undefined) continue;
          const expected = reference.table(name)!;
          expect([name, table.dates, table.columns]).toEqual([name, expected.dates, expected.columns]);
          for (const column of table.columns) {
            const [own, theirs] = [columnOf(table, column)!, columnOf(expected, column)!];
            expect(
              own.findIndex((value, t) => !isClose(value, theirs[t]!)),
              `${name}, ${column}`,
            ).toBe(-1);
            compared += own.length;
          }
        }
        for (const [name, value] of Object.entries(run.metrics()!)) {
          const expected = reference.metrics()![name];
          expect(isClose(value as number | null, expected as number | null), `${name}: ${value}, ${expected}`).toBe(
            true,
          );
        }
      }
      expect(compared).toBeGreaterThan(10_000);
    });
  });

  it("is written in the Python of 2019 and after, 3.8", () => {
    const parse = "import ast, sys; [ast.parse(open(name).read(), feature_version=(3, 8)) for name in sys.argv[1:]]";
    const files = ["tieout_engine.py", "execsim.py", "execsim_renormalizes.py"].map((name) =>
      join(ENGINES, "python", name),
    );
    expect(spawnSync("python3", ["-c", parse, ...files], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  it("with three lines of a bug is found out, on a scenario to work by hand", async () => {
    const result = await withPython("python", "execsim_renormalizes.py", (engine) => campaignOf(engine, 64, 400));
    expect(idsWith("fail", result)).toContain("exposure/no-post-rt-renormalization");
    const found = result.counterexamples.find(({ invariant }) => invariant === "exposure/no-post-rt-renormalization")!;
    const { market } = found.scenario;
    expect(market.assets.length).toBe(1);
    expect(market.dates.length).toBeLessThanOrEqual(3);
  });
});

function isClose(a: number | null, b: number | null): boolean {
  if (a === null || b === null || Number.isNaN(a) || Number.isNaN(b)) return Object.is(a, b);
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}
