import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layersSchema } from "../../src/model/regime.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

const tune = (...args: readonly string[]) =>
  tieout(".", "tune-regimes", "--market", "sp500", "--candidates", "60", ...args);

describe("tieout tune-regimes", () => {
  it("prints the frontier and a config for its best, the same for the same seed", async () => {
    const windows = ["--stress", "2008-09-01:2009-03-31", "2020-02-20:2020-04-17"];
    const { code, out, err } = await tune("--seed", "1", ...windows);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("sp500: 60 sets of thresholds of seed 1");
    expect(out).toMatch(
      /\n {2}as configured +0\.\d+ +6\.8 +55\.\d\/35\.\d\/8\.\d\/1\.\d +\d+% +[\d.]+ bars +vol 1\.2 1\.5/,
    );
    const config = JSON.parse(out.slice(out.indexOf("\n{") + 1));
    expect(config.allocator.mode).toBe("compute");
    expect(layersSchema.parse(config.allocator.layers)).toEqual(config.allocator.layers);
    expect((await tune("--seed", "1", ...windows)).out).toBe(out);
  });

  it("gives all of the frontier as JSON, steadier and nearer to its aims than what it began with", async () => {
    const { out } = await tune("--json");
    const { frontier, base, evaluated } = JSON.parse(out);
    expect(evaluated).toBe(60);
    expect(frontier[0].score).toBeLessThanOrEqual(base.score);
    expect(frontier[0].behaviour).toMatchObject({ flagged: null, reactionBars: null });
    for (const { behaviour } of frontier) expect(behaviour.transitionsPerYear).toBeLessThan(20);
  });

  it("shows a dash where no window was given", async () => {
    expect((await tune()).out).toMatch(/as configured.* – +– +vol/);
  });

  it("refuses windows that are none, or lie outside the market", async () => {
    for (const window of ["2008", "2008-09-01", "2009-01-01:2008-01-01", "2008-13-01:2009-01-01", "a:b:c"]) {
      const { code, err } = await tune("--stress", window);
      expect(code).toBe(2);
      expect(err).toContain("--stress: not a window of dates: expected FROM:TO");
    }
    expect((await tune("--stress", "1990-01-01:1991-01-01")).err).toContain("the window lies outside the market");
  });

  it("answers 3 where nothing is steady enough", async () => {
    await inTemporaryFolder(async (folder) => {
      const config = {
        sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
        exposure: { kind: "none" },
        allocator: {
          mode: "compute",
          layers: { volAccel: [0.85, 0.9, 0.95, 1, 1.05, 1.1], regimeScores: [2, 3, 4], minDwell: 1 },
        },
      };
      writeFileSync(join(folder, "restless.json"), JSON.stringify(config));
      const args = ["--market", "sp500", "--engine-config", "restless.json", "--candidates", "1"];
      const { code, out } = await tieout(folder, "tune-regimes", ...args);
      expect(code).toBe(3);
      expect(out).toContain("1 set of thresholds of seed 20240105, 0 with fewer than 20 transitions a year");
      expect(out).toContain("None is steady enough");
    });
  });
});
