import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readGolden } from "../../src/golden/store/read.ts";
import { surveyGoldens } from "../../src/golden/store/survey.ts";
import { builtinMarkets } from "../../src/markets/builtin.ts";

/** What the golden cases of our own are there for, and that they stay small. */
describe("the golden cases of the reference", () => {
  const { cases, unreferenced } = surveyGoldens("golden");
  const configs = cases.map(({ scenario }) => scenario.config);

  it("are on every built-in market, in every mode of the allocator, with holds, costs and drifting positions", () => {
    expect(unreferenced).toEqual([]);
    for (const { name } of builtinMarkets) expect(cases.some((each) => each.name.startsWith(name))).toBe(true);
    const modes = configs.map(({ allocator }) => allocator.mode);
    expect(new Set(modes)).toEqual(new Set(["off", "compute", "precomputed"]));
    expect(configs.some(({ allocator: { mode, ...rest } }) => mode === "compute" && !("scalars" in rest))).toBe(true);
    expect(configs.some(({ costs }) => costs.halfSpreadBps > 0)).toBe(true);
    expect(configs.some(({ holding }) => holding === "drifting-positions")).toBe(true);
    expect(configs.some(({ exposure }) => exposure.kind === "vol-target")).toBe(true);
  });

  it("rotate sectors and hold between: far fewer rebalances than scheduled dates", () => {
    const rotation = cases.find(({ scenario }) => {
      return scenario.config.sleeves.some(({ strategy }) => strategy.kind === "sector-rotation");
    })!;
    expect(rotation.scenario.config.rebalance).toBe("day");
    const { run } = readGolden(rotation)!;
    const rebalances = run.table("weights_scaled")!.dates.length;
    expect(rebalances).toBeGreaterThan(5);
    expect(rebalances).toBeLessThan(rotation.scenario.market.dates.length / 10);
  });

  it("meet stress, where the layers compute the scalars and the overlay is called for", () => {
    const layered = readGolden(cases.find(({ name }) => name === "futures-13-layers")!)!.run;
    expect(new Set(layered.regimes()?.labels)).toContain("STRESS");
    expect(layered.table("overlay_weights")?.values.some((weight) => weight !== 0)).toBe(true);
  });

  it("are kept with the report on them, and every invariant that was asked held", () => {
    for (const golden of cases) {
      const { report } = readGolden(golden)!;
      expect(report.summary.fail).toBe(0);
      expect(report.summary.pass).toBeGreaterThan(30);
    }
  });

  it("take less than 700 kB together", () => {
    const sizes = readdirSync("golden", { recursive: true }).map((file) => {
      const found = statSync(join("golden", String(file)));
      return found.isFile() ? found.size : 0;
    });
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(700_000);
  });
});
