import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, SCENARIO, tieout } from "./support.ts";

describe("tieout run", () => {
  it("writes a run directory of a scenario, and does not write over one", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "scenario.json"), JSON.stringify(SCENARIO));
      const first = await tieout(folder, "run", "--scenario", "scenario.json", "--out", "out");
      expect(first).toMatchObject({ code: 0, err: "" });
      expect(first.out).toContain("3 dates, 2 assets, 3 rebalances");
      expect(readFileSync(join(folder, "out", "weights_post.csv"), "utf8")).toBe(
        "date,ZT,ES\n2024-01-02,0.625,0.625\n2024-01-03,0.625,0.625\n2024-01-04,0.625,0.625\n",
      );
      const before = readFileSync(join(folder, "out", "run.json"), "utf8");
      const second = await tieout(folder, "run", "--scenario", "scenario.json", "--out", "out");
      expect(second).toMatchObject({ code: 2, out: "" });
      expect(second.err).toContain("RunDirectoryError");
      expect(readFileSync(join(folder, "out", "run.json"), "utf8")).toBe(before);
      expect((await tieout(folder, "run", "--scenario", "scenario.json", "--out", "out", "--replace")).code).toBe(0);
      expect(readdirSync(folder).sort()).toEqual(["out", "scenario.json"]);
    });
  });

  it("runs prices from a file with a config of their own, and audits clean", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(
        join(folder, "prices.csv"),
        "date,ZT,ES\n2024-01-30,100,50\n2024-01-31,101,49\n2024-02-01,100,49\n2024-02-02,101,51\n",
      );
      writeFileSync(
        join(folder, "config.json"),
        JSON.stringify({ ...SCENARIO.config, rebalance: "month", costs: { halfSpreadBps: 5, feeBps: 1 } }),
      );
      const args = ["run", "--prices", "prices.csv", "--engine-config", "config.json", "--out", "out"];
      expect(await tieout(folder, ...args)).toMatchObject({ code: 0, err: "" });
      const audit = await tieout(folder, "audit", "out");
      expect(audit.out).toContain("PASS      accounting/costs-conserved");
      expect(audit.code).toBe(0);
    });
  });

  it.each([
    ["unsorted dates", "date,ZT\n2024-01-03,1\n2024-01-02,1\n", /prices\.csv:3/],
    ["a repeated date", "date,ZT\n2024-01-02,1\n2024-01-02,1\n", /prices\.csv:3/],
    ["a date that is none", "date,ZT\n2024-02-30,1\n", /prices\.csv:2/],
    ["an asset twice", "date,ZT,ZT\n2024-01-02,1,1\n", /prices\.csv:1.*ZT/],
    ["a ragged row", "date,ZT,ES\n2024-01-02,1\n", /prices\.csv:2/],
    ["a price of 0", "date,ZT\n2024-01-02,1\n2024-01-03,0\n", /prices\.csv:3:2/],
    ["a price that is no number", "date,ZT\n2024-01-02,NaN\n", /prices\.csv:2:2/],
    ["a gap", "date,ZT,ES\n2024-01-02,1,1\n2024-01-03,,1\n", /prices\.csv:3:2.*forward-fill/],
    ["an empty market", "date,ZT\n", /prices\.csv/],
    ["an empty file", "", /prices\.csv/],
  ])("refuses %s with the place, exit 2, and writes nothing", async (_, text, message) => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "prices.csv"), text);
      const outcome = await tieout(folder, "run", "--prices", "prices.csv", "--out", "out");
      expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 2, out: "" });
      expect(outcome.err).toMatch(/^tieout: MarketError: /);
      expect(outcome.err).toMatch(message);
      expect(readdirSync(folder)).toEqual(["prices.csv"]);
    });
  });

  it.each([
    ["a scenario beside a market", ["--scenario", "s.json", "--market", "sp500"], /leave out the others/],
    ["an unknown market", ["--market", "sp501"], /sp500/],
    ["market and prices", ["--market", "sp500", "--prices", "p.csv"], /one market or one price file/],
    ["an unknown policy", ["--prices", "p.csv", "--gaps", "guess"], /forward-fill, start-late or drop-assets/],
    ["an engine that is not there", ["--market", "sp500", "--engine", "./absent.ts"], /there is no such engine/],
    ["a fault that is not there", ["--market", "sp500", "--engine", "fault:none"], /no such seeded fault/],
    [
      "a config that is no JSON",
      ["--market", "sp500", "--engine-config", "bad.json"],
      /bad\.json: not readable as JSON/,
    ],
    ["a config with an unknown key", ["--market", "sp500", "--engine-config", "key.json"], /unknown key "leverage"/],
  ])("refuses %s", async (_, args, message) => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "bad.json"), "{");
      writeFileSync(join(folder, "key.json"), JSON.stringify({ ...SCENARIO.config, leverage: 2 }));
      const outcome = await tieout(folder, "run", "--out", "out", ...args);
      expect(outcome.code).toBe(2);
      expect(outcome.err).toMatch(message);
      expect(existsSync(join(folder, "out"))).toBe(false);
    });
  });
});
