import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { folderIn, fuzzIn, MORTAL_ENGINE, shardsIn, WORKER_MODULE } from "./campaign-support.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

/** Runs the same campaign with 1 and 2 workers and in 3 shards; answers what all of them left behind. */
async function allWays(directory: string, ...args: readonly string[]) {
  const alone = await fuzzIn(directory, "alone", ...args, "--workers", "1");
  expect(await fuzzIn(directory, "two", ...args, "--workers", "2")).toEqual(alone);
  expect(await shardsIn(directory, 3, ...args)).toEqual(alone);
  const report = reportSchema.parse(JSON.parse(alone.out));
  return { ...alone, report, verdicts: new Map(report.invariants.map(({ id, verdict }) => [id, verdict])) };
}

/** The built package, as a user would import it. */
const PACKAGE = resolve(import.meta.dirname, "../../dist/src/index.js");

/** An engine that charges half of its costs. */
const ENGINE = `import { engineOf, referenceStages } from ${JSON.stringify(PACKAGE)};
export default engineOf({ ...referenceStages, hold(scenario, books, allocated) {
  const held = referenceStages.hold(scenario, books, allocated);
  return { ...held, cost: held.cost.map((cost) => cost / 2) };
} }, "half-cost");
`;

const DECLARED = {
  id: "desk/long",
  title: "The book is never short",
  holds: "gross(weights_scaled) == net(weights_scaled)",
};
const WAIVER = { id: "accounting/costs-conserved", reason: "known", expires: "2027-01-31", from: "2000-01-01" };

describe("a campaign by any number of workers, or in shards", () => {
  it("leaves the same report and the same counterexamples behind", { timeout: 120_000 }, async () => {
    await inTemporaryFolder(async (directory) => {
      const fault = ["--engine", "fault:scalar-lag-zero", "--cases", "300", "--seed", "3"];
      const args = [...fault, "--invariant", "exposure/scalar-lags-one-rebalance", "relation/exposure-linear"];
      const { code, out, files, verdicts } = await allWays(directory, ...args);
      expect(await fuzzIn(directory, "four", ...args, "--workers", "4")).toEqual({ code, out, files });
      expect(code).toBe(1);
      expect(verdicts.get("exposure/scalar-lags-one-rebalance")).toBe("fail");
      expect(Object.keys(files).length).toBeGreaterThan(1);
    });
  });

  it("judges a user's engine by the user's invariants, waivers and tolerances", { timeout: 120_000 }, async () => {
    await inTemporaryFolder(async (directory) => {
      const engine = join(directory, "engine.mjs");
      writeFileSync(engine, ENGINE);
      const tolerances = { profile: "float32" };
      const campaign = { cases: 200, seed: 7, leastCases: 1, leastShare: 0 };
      const config = { engine, invariants: [DECLARED], waivers: [WAIVER], tolerances, campaign };
      writeFileSync(join(directory, "config.json"), JSON.stringify(config));
      const { code, report, verdicts } = await allWays(directory, "--invariant", "desk", "accounting");
      expect(code).toBe(1);
      expect(verdicts.get("desk/long")).toBe("fail");
      expect(verdicts.get("waivers/in-force")).toBe("pass");
      const waived = report.invariants.find(({ id }) => id === WAIVER.id)!.evidence[0]!;
      expect(waived).toMatchObject({ violationCount: 0, verdict: "pass" });
      expect(waived.waivedCount).toBeGreaterThan(0);
    });
  });

  it("takes the death of an engine's process for a finding and goes on", { timeout: 180_000 }, async () => {
    await inTemporaryFolder(async (directory) => {
      writeFileSync(join(directory, "mortal.mjs"), MORTAL_ENGINE);
      const args = [
        "--engine",
        `${process.execPath} ${join(directory, "mortal.mjs")}`,
        "--cases",
        "140",
        "--seed",
        "1",
      ];
      const { code, files, report } = await allWays(
        directory,
        ...args,
        "--invariant",
        "accounting/equity-compounds-returns",
      );
      expect(code).toBe(1);
      const [answers] = report.invariants;
      expect(answers).toMatchObject({ id: "engine/answers-every-scenario", verdict: "fail" });
      expect(answers?.evidence[0]?.cases).toBe(140);
      expect(JSON.stringify(answers)).toContain("ended by SIGKILL");
      expect(Object.keys(files)).toHaveLength(1);
    });
  });

  it("goes through all cases although an engine's process is killed in the middle", { timeout: 60_000 }, async () => {
    await inTemporaryFolder(async (directory) => {
      writeFileSync(join(directory, "mortal.mjs"), MORTAL_ENGINE);
      const engine = `${process.execPath} ${directory}/mortal.mjs ${directory}/killed`;
      const { code, out } = await fuzzIn(directory, "w", "--engine", engine, "--cases", "320", "--workers", "2");
      expect(code).toBe(1);
      const answers = reportSchema.parse(JSON.parse(out)).invariants[0]!.evidence[0]!;
      expect(answers).toMatchObject({ violationCount: 1 });
      expect(answers.cases).toBeGreaterThanOrEqual(320); // and the second runs of relations
      expect(answers.violations[0]?.actual).toBe("EngineExitError");
      const pids = readFileSync(`${directory}/killed.pids`, "utf8").trim().split("\n").map(Number);
      expect(pids).toHaveLength(3); // one a worker, and one in the place of that which was killed
      for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    });
  });
});

describe("an engine that remembers", () => {
  it("is found out by any number of workers, and the report says what that means for its figures", async () => {
    await inTemporaryFolder(async (directory) => {
      const args = ["--engine", "fault:state-leaks-between-runs", "--cases", "256"];
      const selected = [...args, "--invariant", "relation/deterministic", "relation/isolated"];
      const found = [
        await fuzzIn(directory, "alone", ...selected, "--workers", "1"),
        await fuzzIn(directory, "two", ...selected, "--workers", "2"),
        await shardsIn(directory, 2, ...selected),
      ];
      for (const { code, out } of found) {
        expect(code).toBe(1);
        expect(out).toContain("figures may differ with another number of workers or shards");
      }
    });
  }, 60_000);
});

describe("workers", () => {
  it("report progress, and judge a prefix of the blocks when the time is up", { timeout: 60_000 }, async () => {
    await inTemporaryFolder(async (folder) => {
      const args = ["fuzz", "--cases", "100000", "--seconds", "2", "--workers", "2", "--invariant", "drawdown"];
      const outcome = await tieoutWith({ cwd: folder, interactive: true, workerModule: WORKER_MODULE }, ...args);
      expect(outcome.code).toBe(0);
      expect(outcome.err).toMatch(/\d+ of 100,000 cases/);
      const [, from] = /blocks (\d+) to 1562 of 0 to 1562 not judged: the time was up/.exec(outcome.out)!;
      expect(outcome.out).toContain(`campaign: ${Number(from) * 64} cases of seed`.replace(/(\d)(\d{3}) /, "$1,$2 "));
    });
  });

  it("say what went wrong in them as this thread would", { timeout: 60_000 }, async () => {
    await inTemporaryFolder(async (directory) => {
      const folder = folderIn(directory, "x");
      const run = (text: string) => {
        writeFileSync(join(folder, "engine.mjs"), text);
        const args = ["fuzz", "--engine", "engine.mjs", "--cases", "640", "--workers", "2"];
        return tieoutWith({ cwd: folder, workerModule: WORKER_MODULE }, ...args);
      };
      const threads = `import { isMainThread } from "node:worker_threads";
        import { referenceEngine } from ${JSON.stringify(PACKAGE)};\n`;
      const gone = await run(`${threads}export default { describe: () => referenceEngine.describe(),
        run: (scenario) => isMainThread ? referenceEngine.run(scenario) : process.exit(7) };`);
      expect(gone.code).toBe(1);
      expect(gone.err).toContain("the engine ended the thread that it ran in: was exit code 7");
      const absent = await run(`${threads}if (!isMainThread) throw new Error("not in a thread");
        export default referenceEngine;`);
      expect(absent.code).toBe(2);
      expect(absent.err).toMatch(/ConfigError: .*the engine's module does not load.*not in a thread/);
    });
  });

  it.each([
    ["--workers", "0"],
    ["--shard", "4/3"],
    ["--shard", "0/3"],
    ["--shard", "2"],
  ])("refuses %s %s", async (option, value) => {
    const outcome = await tieout(".", "fuzz", option, value);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain(option);
  });
});
