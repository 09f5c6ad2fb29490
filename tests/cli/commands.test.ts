import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { reportSchema } from "../../src/model/report.ts";
import { scenarioSchema } from "../../src/model/scenario.ts";
import { VERSION } from "../../src/model/version.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

const COMMANDS = [
  "check",
  "run",
  "audit",
  "two-pass",
  "compare",
  "tune-regimes",
  "fuzz",
  "replay",
  "golden",
  "selftest",
  "catalog",
  "report",
  "schema",
];

const SCENARIO = {
  schema: "tieout.scenario/1",
  market: {
    dates: ["2024-01-02", "2024-01-03", "2024-01-04"],
    assets: ["ZT", "ES"],
    returns: [
      [0, 0],
      [0.01, -0.02],
      [-0.005, 0.01],
    ],
  },
  config: {
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    rebalance: "day",
    exposure: { kind: "fixed", multiplier: 1.25 },
  },
};

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

  it.each([...COMMANDS.map((command) => [command]), ["golden", "diff"], ["golden", "accept"], ["golden", "list"]])(
    "explains %s %s",
    async (...words) => {
      const { code, out } = await tieout(".", ...words.filter((word) => word !== undefined), "--help");
      expect(code).toBe(0);
      expect(out).toContain(`Usage: tieout ${words.join(" ")}`);
    },
  );

  it.each([[["nonsense"]], [["audit"]], [["run"]], [["audit", "x", "--nonsense"]]])(
    "answers a wrong use %j with exit 2 and nothing on stdout",
    async (args) => {
      const { code, out, err } = await tieout(".", ...args);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain("error:");
    },
  );
});

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

describe("tieout audit", () => {
  it("refuses what is no run directory", async () => {
    await inTemporaryFolder(async (folder) => {
      expect(await tieout(folder, "audit", "absent")).toMatchObject({ code: 2, out: "" });
      const empty = await tieout(folder, "audit", ".");
      expect(empty.code).toBe(2);
      expect(empty.err).toContain("weights_post.csv");
    });
  });

  it("says unproven, exit 3, over a folder in which nothing can be decided", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "metrics.json"), "{}");
      const outcome = await tieout(folder, "audit", ".");
      expect(outcome.code).toBe(3);
      expect(outcome.out).toContain("UNPROVEN  0 pass, 0 fail");
    });
  });

  it("writes the report in every format asked for, and only there when quiet", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "run", "--market", "us-stocks", "--out", "run");
      const outcome = await tieout(
        folder,
        "audit",
        "run",
        "--report",
        "out",
        "--format",
        "json",
        "--format",
        "md",
        "--quiet",
      );
      expect(outcome).toEqual({ code: 0, out: "", err: "" });
      expect(readdirSync(join(folder, "out")).sort()).toEqual(["report.json", "report.md"]);
      const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, "out", "report.json"), "utf8")));
      expect(report.verdict).toBe("pass");
      expect(readFileSync(join(folder, "out", "report.md"), "utf8")).toContain("# Tieout: PASS");
      const again = await tieout(folder, "report", "out/report.json", "--format", "md");
      expect(again).toEqual({ code: 0, out: readFileSync(join(folder, "out", "report.md"), "utf8"), err: "" });
      expect((await tieout(folder, "audit", "run", "--format", "pdf")).err).toContain("expected text, json, md");
    });
  });

  it("judges several folders in one report and only the invariants asked for", async () => {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "run", "--market", "us-stocks", "--out", "a");
      await tieout(folder, "run", "--market", "us-stocks", "--out", "b");
      const { out } = await tieout(folder, "audit", "a", "b", "--invariant", "calendar", "--format", "json");
      const report = reportSchema.parse(JSON.parse(out));
      expect(report.subject.name).toBe("a, b");
      expect(report.invariants.every(({ id }) => id.startsWith("calendar/"))).toBe(true);
      expect(report.invariants[0]?.evidence.map(({ subject }) => subject)).toEqual(["a", "b"]);
      const unknown = await tieout(folder, "audit", "a", "--invariant", "exposure/gross-cap");
      expect(unknown.code).toBe(2);
      expect(unknown.err).toContain("exposure/gross-within-cap");
    });
  });
});

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
      expect(found.out).toMatch(/date +return A +weight A/);
      const failing = await tieout(folder, "replay", path, ...faulty);
      expect(failing.code).toBe(1);
      expect(failing.out).toMatch(/^STILL FAILING/);
      const fixed = await tieout(folder, "replay", path, "--json");
      expect(fixed.code).toBe(0);
      expect(JSON.parse(fixed.out)).toMatchObject({ status: "FIXED", invariant: "exposure/scalar-lags-one-rebalance" });
    });
  });

  it("stops at its time and says which blocks were left out", async () => {
    await inTemporaryFolder(async (folder) => {
      const outcome = await tieout(folder, "fuzz", "--cases", "100000", "--seconds", "1");
      expect(outcome.code).toBe(0);
      expect(outcome.out).toMatch(/blocks \d+ to 1562: the time was up/);
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

describe("tieout golden", () => {
  async function withGolden(work: (folder: string) => Promise<void>): Promise<void> {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ golden: "golden" }));
      mkdirSync(join(folder, "golden", "stocks"), { recursive: true });
      const config = parseConfig(SCENARIO.config);
      const document = {
        schema: "tieout.golden/1",
        market: { name: "us-stocks", from: "2005-01-01", to: "2006-12-31" },
        config,
      };
      writeFileSync(join(folder, "golden", "stocks", "scenario.json"), JSON.stringify(document));
      await work(folder);
    });
  }

  it("is unproven until a run was accepted, then holds, and fails by name when the engine changes", async () => {
    await withGolden(async (folder) => {
      expect((await tieout(folder, "golden", "diff")).code).toBe(3);
      expect((await tieout(folder, "golden", "accept")).out).toContain("stocks: accepted, first run");
      expect(await tieout(folder, "golden", "diff")).toMatchObject({ code: 0 });
      expect((await tieout(folder, "golden", "accept", "stocks")).out).toContain("nothing changes");
      expect((await tieout(folder, "golden", "list")).out).toContain(
        "stocks  2005-01-01 … 2006-12-01, 24 dates × 5 assets",
      );
      const changed = await tieout(folder, "golden", "diff", "--engine", "fault:turnover-one-way");
      expect(changed.code).toBe(1);
      expect(changed.out).toMatch(/2005-01-01 · turnover · turnover\.csv: expected 1\.25, was 0\.625/);
    });
  });

  it("refuses to accept a run that breaks an invariant, an empty run, and anything in continuous integration", async () => {
    await withGolden(async (folder) => {
      const broken = await tieout(folder, "golden", "accept", "--engine", "fault:turnover-one-way");
      expect(broken.code).toBe(2);
      expect(broken.err).toContain("fails accounting/turnover-matches-trades");
      const ci = await tieoutWith({ cwd: folder, ci: true }, "golden", "accept");
      expect(ci.code).toBe(2);
      expect(ci.err).toContain("continuous integration");
      expect(existsSync(join(folder, "golden", "stocks", "run"))).toBe(false);
      const file = join(folder, "golden", "stocks", "scenario.json");
      const document = JSON.parse(readFileSync(file, "utf8"));
      writeFileSync(file, JSON.stringify({ ...document, config: { ...document.config, rebalance: { dates: [] } } }));
      expect((await tieout(folder, "golden", "accept")).err).toContain("an empty run cannot be a golden run");
    });
  });

  it("notices when a file of the golden run itself was touched", async () => {
    await withGolden(async (folder) => {
      await tieout(folder, "golden", "accept");
      const file = join(folder, "golden", "stocks", "run", "run.log");
      writeFileSync(file, `${readFileSync(file, "utf8")}one more line\n`);
      const outcome = await tieout(folder, "golden", "diff");
      expect(outcome.code).toBe(1);
      expect(outcome.out).toContain("is not the one that was accepted");
    });
  });

  it("refuses an unknown case, a case without scenario, dates outside the market, and a missing setting", async () => {
    await withGolden(async (folder) => {
      expect((await tieout(folder, "golden", "diff", "bonds")).err).toContain("expected stocks");
      mkdirSync(join(folder, "golden", "empty"));
      expect((await tieout(folder, "golden", "diff")).err).toContain("a golden case without its scenario");
      const document = {
        schema: "tieout.golden/1",
        market: { name: "us-stocks", from: "2030-01-01" },
        config: parseConfig(SCENARIO.config),
      };
      writeFileSync(join(folder, "golden", "empty", "scenario.json"), JSON.stringify(document));
      expect((await tieout(folder, "golden", "diff")).err).toContain("no date of the market lies in the range");
      writeFileSync(join(folder, "golden", "empty", "scenario.json"), "{");
      expect((await tieout(folder, "golden", "diff")).err).toContain("not readable as JSON");
    });
    await inTemporaryFolder(async (folder) => {
      expect((await tieout(folder, "golden", "diff")).err).toContain("no folder of golden runs is set");
    });
  });
});

describe("tieout catalog, schema, selftest", () => {
  it("lists the invariants and explains one with the faults it kills", async () => {
    const { out } = await tieout(".", "catalog");
    expect(out).toContain("exposure/no-post-rt-renormalization");
    const one = await tieout(".", "catalog", "exposure/no-post-rt-renormalization");
    expect(one.out).toMatch(/Blind to +\S/);
    expect(one.out).toMatch(/Kills +renormalized-after-rt/);
    const json = JSON.parse((await tieout(".", "catalog", "relation", "--json")).out) as {
      id: string;
      method: string;
    }[];
    expect(json.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["relation/deterministic", "relation/no-look-ahead"]),
    );
    expect(json.filter(({ id }) => !id.startsWith("relation/"))).toEqual([]);
    const passes = (await tieout(".", "catalog", "passes/baseline-has-scalar-one")).out;
    expect(passes).toMatch(/Evidence +two passes, baseline and scaled; needs weights_post, weights_scaled/);
  });

  it("prints every schema as JSON Schema", async () => {
    const names = (await tieout(".", "schema")).out.trim().split("\n");
    expect(names).toEqual([
      ...["scenario", "config", "run", "report", "comparison", "counterexample", "golden", "sensitivity"],
      ...["settings", "profiles"],
    ]);
    for (const name of names) {
      const schema = JSON.parse((await tieout(".", "schema", name)).out);
      expect(schema.$schema).toContain("json-schema.org");
    }
    expect(scenarioSchema.parse(SCENARIO)).toBeTruthy();
    expect((await tieout(".", "schema", "toString")).code).toBe(2);
  });

  it("shows which invariants notice a fault, as text and JSON", async () => {
    const { code, out } = await tieout(".", "selftest", "--fault", "drawdown-always-zero", "--cases", "48");
    expect(code).toBe(0);
    expect(out).toMatch(/KILLED {4}drawdown-always-zero/);
    expect(out).toContain("PASS  1 of 1 fault killed");
    const json = JSON.parse(
      (await tieout(".", "selftest", "--fault", "peak-not-seeded", "--cases", "48", "--format", "json")).out,
    );
    expect(json.kills[0].survived).toEqual([]);
  });

  it("exits 4 when a fault survives", async () => {
    const { code, out } = await tieout(".", "selftest", "--fault", "scalar-above-one", "--cases", "1", "--seed", "1");
    expect(out).toMatch(/SURVIVED/);
    expect(code).toBe(4);
  });
});
