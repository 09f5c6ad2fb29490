import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, tieout } from "./support.ts";

const SHIPPED = resolve(import.meta.dirname, "../../fixtures/profiles/tieout.profiles.yaml");

const PROFILES = `profiles:
  levered: &levered
    description: two assets
    prices: data/prices.csv
    from: 2024-01-03
    config: &config
      sleeves: [{ name: core, budget: 1, strategy: { kind: equal-weight } }]
      rebalance: day
      exposure: { kind: fixed, multiplier: 1.25 }
  replayed:
    <<: *levered
    config:
      <<: *config
      allocator: { mode: precomputed, source: { file: scalars.csv } }
  bad:
    prices: data/prices.csv
    config:
      <<: *config
      exposure:
        kind: fixed
        multiplier: -1
  odd:
    prices: data/prices.csv
    config:
      <<: *config
      levreage: 2
  plain:
    market: us-stocks
`;
const PRICES = "date,ZT,ES\n2024-01-02,100,50\n2024-01-03,101,51\n2024-01-04,102,50\n2024-01-05,103,52\n";

async function withProfiles(
  work: (folder: string, run: (...args: string[]) => ReturnType<typeof tieout>) => Promise<void>,
) {
  await inTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, "data"));
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "tieout.profiles.yaml"), PROFILES);
    writeFileSync(join(folder, "data", "prices.csv"), PRICES);
    writeFileSync(join(folder, "scalars.csv"), "date,risk_scalar_applied\n2024-01-04,0.5\n");
    let runs = 0;
    await work(folder, (...args) => tieout(join(folder, "deep"), "run", "--out", `run-${++runs}`, ...args));
  });
}

const artifact = (folder: string, run: string, file: string) => readFileSync(join(folder, "deep", run, file), "utf8");

describe("profiles", () => {
  it("give a config, a market and dates; the file is found upwards, its paths are its own", async () => {
    await withProfiles(async (folder, run) => {
      expect(await run("--profile", "levered")).toMatchObject({ code: 0, err: "" });
      expect(artifact(folder, "run-1", "weights_scaled.csv")).toBe(
        "date,ZT,ES\n2024-01-03,0.625,0.625\n2024-01-04,0.625,0.625\n2024-01-05,0.625,0.625\n",
      );
    });
  });

  it("are overridden on the command line", async () => {
    await withProfiles(async (folder, run) => {
      await run("--profile", "levered", "--from", "2024-01-04", "--to", "2024-01-04");
      expect(artifact(folder, "run-1", "weights_scaled.csv").trim().split("\n")).toHaveLength(2);
      const other = await run("--profile", "levered", "--market", "us-stocks", "--from", "2009-01-01");
      expect(other.out).toContain("5 assets");
      const plain = await run("--profile", "plain", "--to", "2008-12-31");
      expect(plain.code).toBe(0);
      expect(plain.out).toContain("53 dates");
    });
  });

  it("take applied scalars from a file", async () => {
    await withProfiles(async (folder, run) => {
      expect(await run("--profile", "replayed")).toMatchObject({ code: 0, err: "" });
      expect(artifact(folder, "run-1", "weights_scaled.csv")).toContain("2024-01-04,0.3125,0.3125\n");
      writeFileSync(join(folder, "scalars.csv"), "date,risk_scalar_applied\n2024-01-04,1.5\n");
      expect((await run("--profile", "replayed")).err).toContain("scalars.csv:2:2 (risk_scalar_applied)");
    });
  });

  it("name file and line of what is wrong in them", async () => {
    await withProfiles(async (folder, run) => {
      const bad = await run("--profile", "bad");
      expect(bad.code).toBe(2);
      expect(bad.err).toMatch(
        /tieout.profiles.yaml:21: profiles.bad.config.exposure.multiplier: .*expected a number more than 0, was -1/,
      );
      expect((await run("--profile", "odd")).err).toMatch(
        /tieout.profiles.yaml:26: profiles.odd.config: unknown key "levreage"/,
      );
      writeFileSync(join(folder, "deep", "broken.yaml"), "profiles:\n  a: [1,\n");
      expect((await run("--profile", "a", "--profiles", "broken.yaml")).err).toMatch(
        /broken.yaml:3:1: not readable as YAML/,
      );
      writeFileSync(join(folder, "deep", "broken.yaml"), "profiles:\n  a:\n    gaps: maybe\n");
      expect((await run("--profile", "a", "--profiles", "broken.yaml")).err).toMatch(/broken.yaml:3: profiles.a.gaps/);
    });
  });

  it("suggest the nearest names for one that is unknown", async () => {
    await withProfiles(async (folder, run) => {
      const { code, err } = await run("--profile", "levred");
      expect(code).toBe(2);
      expect(err).toContain('was "levred" (did you mean levered?)');
      writeFileSync(join(folder, "deep", "none.yaml"), "profiles: {}\n");
      expect((await run("--profile", "a", "--profiles", "none.yaml")).err).toContain("the file has none");
    });
  });

  it("refuse options that contradict them", async () => {
    await withProfiles(async (_folder, run) => {
      expect((await run("--profile", "levered", "--engine-config", "x.json")).err).toContain(
        "leave out --engine-config",
      );
      expect((await run("--profile", "levered", "--scenario", "x.json")).err).toContain("leave out the others");
      expect((await run("--profiles", "../tieout.profiles.yaml")).err).toContain("--profile no profile in it");
      expect((await run("--profile", "levered", "--profiles", "nowhere.yaml")).err).toContain("there is no such file");
      expect((await run("--profile", "levered", "--from", "soon")).err).toContain("from: not a date");
    });
    await inTemporaryFolder(async (folder) => {
      const { err } = await tieout(folder, "run", "--out", "run", "--profile", "core_v9");
      expect(err).toContain("there is no file of profiles");
    });
  });

  it("are shipped for a start, each of which audits clean in two passes", async () => {
    await inTemporaryFolder(async (folder) => {
      for (const profile of ["core_v9", "sector_rotation", "sector_rotation_leverage_1_25"]) {
        const args = ["--profile", profile, "--profiles", SHIPPED, "--out", "audits", "--tag", profile];
        const { code, err } = await tieout(folder, "two-pass", ...args, "--to", "2019-12-31");
        expect({ profile, code, err }).toEqual({ profile, code: 0, err: "" });
      }
    });
  });
});

describe("applied scalars in an engine config", () => {
  it("are read relative to it", async () => {
    await withProfiles(async (folder, run) => {
      const config = {
        sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
        rebalance: "day",
        exposure: { kind: "none" },
        allocator: { mode: "precomputed", source: { file: "scalars.csv" } },
      };
      writeFileSync(join(folder, "config.json"), JSON.stringify(config));
      const { code } = await run("--prices", "../data/prices.csv", "--engine-config", "../config.json");
      expect(code).toBe(0);
      expect(artifact(folder, "run-1", "allocator_risk_v1_applied.csv")).toContain("2024-01-04,0.5\n");
    });
  });
});
