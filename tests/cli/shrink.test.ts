import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isoDate } from "../../src/model/calendar.ts";
import { counterexampleSchema } from "../../src/model/counterexample.ts";
import { Random } from "../../src/numeric/random.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

const DAYS = 500;
const ASSETS = 60;
const STORE = join(".tieout", "counterexamples");

/** Momentum over a random market: a strategy with a rule of its own, a volatility target, costs, monthly trades. */
function scenario(days: number, assets: number): string {
  const random = new Random(7);
  const dates = Array.from({ length: days }, (_, t) => isoDate(15_000 + t));
  const names = Array.from({ length: assets }, (_, i) => `A${String(i).padStart(3, "0")}`);
  return JSON.stringify({
    schema: "tieout.scenario/1",
    market: {
      dates,
      assets: names,
      returns: dates.map((_, t) => names.map(() => (t === 0 ? 0 : (random.next() - 0.5) / 20))),
    },
    config: {
      initialCapital: 1_000_000,
      sleeves: [{ name: "trend", budget: 1, strategy: { kind: "momentum", period: 60 } }],
      rebalance: "month",
      exposure: { kind: "vol-target", targetVol: 0.1 },
      costs: { halfSpreadBps: 1, feeBps: 0.5 },
    },
  });
}

/** A folder with the scenario and its run by a faulty engine. */
async function withRecord(fault: string, work: (folder: string) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "large.json"), scenario(DAYS, ASSETS));
    const args = ["--scenario", "large.json", "--engine", `fault:${fault}`, "--out", "record"];
    expect((await tieout(folder, "run", ...args)).code).toBe(0);
    await work(folder);
  });
}

function stored(folder: string) {
  return readdirSync(join(folder, STORE)).map((file) =>
    counterexampleSchema.parse(JSON.parse(readFileSync(join(folder, STORE, file), "utf8"))),
  );
}

describe("tieout shrink of a recorded run", () => {
  it("reduces 60 assets × 500 days to a few cells, and says what that took", async () => {
    await withRecord("vol-ddof-zero", async (folder) => {
      const { code, out } = await tieout(folder, "shrink", "record", "--engine", "fault:vol-ddof-zero");
      expect(code).toBe(1);
      expect(out).toMatch(
        /reduced from 500 days × 60 assets to 4 days × 1 asset in \d\d engine runs, worst residual on the way 0\.\d+;/,
      );
      expect(out).toContain("volatility of the unit book");
      const [found] = stored(folder);
      expect(found?.signature).toBe("exposure/leverage-follows-target | leverage_series.csv | value");
      expect(found?.scenario.market.assets).toEqual(["A"]);
      expect(found?.found.shrinkRuns).toBeLessThanOrEqual(100);
      expect(found?.worst?.residual).toBeGreaterThan(0);
      const path = join(STORE, readdirSync(join(folder, STORE))[0]!);
      expect((await tieout(folder, "replay", path, "--engine", "fault:vol-ddof-zero")).out).toMatch(/^STILL FAILING/);
    });
  });

  it("says so where the engine no longer fails as the record does", async () => {
    await withRecord("off-by-one-earning-date", async (folder) => {
      const { code, out } = await tieout(folder, "shrink", "record");
      expect(code).toBe(3);
      expect(out).toContain("no longer fails: accounting/pnl-linear-in-weights | portfolio_returns.csv | value: ");
      expect(out).toContain("the engine no longer fails on this run: the recorded run may be of an older version");
      const other = await tieout(folder, "shrink", "record", "--engine", "fault:vol-ddof-zero");
      expect(other.code).toBe(1);
      expect(other.out).toContain("not in the record: exposure/leverage-follows-target");
    });
  });

  it("names what the record lacks", async () => {
    await withRecord("vol-ddof-zero", async (folder) => {
      rmSync(join(folder, "record", "returns.csv"));
      const { code, err } = await tieout(folder, "shrink", "record");
      expect(code).toBe(2);
      expect(err).toContain("the run cannot be made a scenario again");
      expect(err).toContain("no returns.csv");
    });
  });
});

describe("tieout shrink of a file", () => {
  it("reduces a scenario by the invariants that are named, relations among them", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "small.json"), scenario(80, 3));
      const engine = ["--engine", "fault:capital-in-weights"];
      const asked = ["--invariant", "relation/capital-scale", "--seed", "3", "--json"];
      const first = await tieout(folder, "shrink", "small.json", ...engine, ...asked);
      expect(first.code).toBe(1);
      const told = JSON.parse(first.out);
      expect(told).toMatchObject({ invariant: "relation/capital-scale", before: { days: 80, assets: 3 } });
      expect(told.after.days).toBeLessThanOrEqual(4);
      expect(told.after.assets).toBe(1);
      expect((await tieout(folder, "shrink", "small.json", ...engine, ...asked)).out).toBe(first.out);
      const again = await tieout(folder, "shrink", told.file, ...engine);
      expect(again.code).toBe(1);
      expect(again.out).toContain("relation/capital-scale");
    });
  });

  it("spends no more than its budget", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "small.json"), scenario(80, 3));
      const args = ["--engine", "fault:off-by-one-earning-date", "--invariant", "accounting/pnl-linear-in-weights"];
      const { code, out } = await tieout(folder, "shrink", "small.json", ...args, "--budget", "0", "--json");
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ after: { days: 80, assets: 3 }, engineRuns: 0 });
    });
  });

  it("puts a smaller counterexample in the place of a larger one of the same failure, and says which", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "small.json"), scenario(80, 3));
      const engine = ["--engine", "fault:off-by-one-earning-date"];
      const asked = [...engine, "--invariant", "accounting/pnl-linear-in-weights", "--json"];
      const large = JSON.parse((await tieout(folder, "shrink", "small.json", ...asked, "--budget", "0")).out);
      expect(large).toMatchObject({ after: { days: 80 }, replaced: [] });
      writeFileSync(join(folder, STORE, "other.json"), readFileSync(join(folder, large.file), "utf8"));
      const { code, out } = await tieout(folder, "shrink", large.file, ...engine);
      expect(code).toBe(1);
      const [kept] = readdirSync(join(folder, STORE));
      expect(readdirSync(join(folder, STORE))).toEqual([kept]);
      expect(kept).not.toBe(basename(large.file));
      expect(out).toContain(`replay it: tieout replay ${join(STORE, kept!)}\n`);
      expect(out).toContain(
        `it takes the place of ${join(STORE, "other.json")} and ${large.file}, larger ones of the same failure`,
      );
      // What is stored is as small as it gets: a larger find leaves it alone.
      const statement = ["--invariant", "accounting/pnl-linear-in-weights"];
      const again = await tieout(folder, "shrink", "small.json", ...engine, ...statement, "--budget", "0");
      expect(readdirSync(join(folder, STORE))).toEqual([kept]);
      expect(again.out).toContain(`a smaller one of the same failure is stored already: ${join(STORE, kept!)}`);
    });
  });

  it("leaves a stored counterexample alone that does not fail, or fails otherwise, or is kept elsewhere", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "small.json"), scenario(80, 3));
      const shrink = (fault: string, invariant: string, budget: string) =>
        tieout(
          folder,
          "shrink",
          "small.json",
          "--engine",
          `fault:${fault}`,
          "--invariant",
          invariant,
          "--budget",
          budget,
        );
      await shrink("vol-ddof-zero", "exposure/leverage-follows-target", "0");
      await shrink("off-by-one-earning-date", "accounting/pnl-linear-in-weights", "0");
      const large = readdirSync(join(folder, STORE));
      expect(large).toHaveLength(2);
      await shrink("vol-not-annualized", "exposure/leverage-follows-target", "400");
      const after = readdirSync(join(folder, STORE));
      expect(after).toHaveLength(2);
      expect(after.filter((file) => large.includes(file))).toHaveLength(1);
      writeFileSync(join(folder, STORE, "broken.json"), "{");
      const { code, err } = await tieout(folder, "shrink", "small.json", "--engine", "fault:vol-ddof-zero");
      expect(code).toBe(2);
      expect(err).toContain("broken.json: not readable as JSON");
    });
  });

  it("passes where nothing fails, and is unproven where nothing was judged", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "small.json"), scenario(80, 3));
      const holds = await tieout(folder, "shrink", "small.json");
      expect(holds.code).toBe(0);
      expect(holds.out).toMatch(/nothing to reduce: nothing fails on small.json; [\d,]+ comparisons examined/);
      const silent = await tieout(folder, "shrink", "small.json", "--invariant", "relation/exposure-linear");
      expect(silent.code).toBe(3);
      expect(silent.out).toContain("relation/exposure-linear is not judged");
    });
  });

  it("refuses what is neither scenario, counterexample nor run", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "other.json"), JSON.stringify({ schema: "tieout.report/1" }));
      mkdirSync(join(folder, "empty"));
      for (const [path, said] of [
        ["other.json", "nothing that could be reduced"],
        ["absent.json", "there is no such file"],
        ["empty", "no file of a run is in this folder"],
      ] as const) {
        const { code, err } = await tieout(folder, "shrink", path);
        expect(code).toBe(2);
        expect(err).toContain(said);
      }
    });
  });
});
