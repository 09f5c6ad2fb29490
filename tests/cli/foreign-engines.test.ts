import { spawn, spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { ENGINES, hasPython } from "../engines/support.ts";
import { inTemporaryFolder, tieoutWith } from "./support.ts";

const MAIN = join(import.meta.dirname, "../../dist/src/cli/main.js");

/** A program of this package in a process of its own, as `main.ts` starts it. */
function spawnTieout(cwd: string) {
  return async (args: readonly string[], environment: Readonly<Record<string, string>>) => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd,
      env: { ...process.env, ...environment },
      encoding: "utf8",
    });
    return { code: status ?? -1, err: stderr };
  };
}

async function checkPython(folder: string, words: string): Promise<Report> {
  writeFileSync(
    join(folder, "tieout.config.mjs"),
    'export default { subjects: [{ market: "futures-13" }], campaign: { cases: 32, leastCases: 1, leastShare: 0.01 } };',
  );
  const io = { cwd: folder, spawn: spawnTieout(folder) };
  const outcome = await tieoutWith(io, "check", "--engine", `python3 ${ENGINES}/${words}`, "--format", "json");
  return JSON.parse(outcome.out) as Report;
}

describe.skipIf(!hasPython)("tieout check on an engine in Python", () => {
  it("puts the built-in markets to it as weights outright, skips two passes, and holds it to a fresh process", async () => {
    await inTemporaryFolder(async (folder) => {
      const report = await checkPython(folder, "python/execsim.py");
      expect(report.assumptions).toContain(
        "futures-13: the engine does not name the strategy momentum: the weights are given outright",
      );
      expect(report.invariants.filter(({ verdict }) => verdict === "fail")).toEqual([]);
      const subjects = (id: string) => report.invariants.find((each) => each.id === id)!.evidence;
      expect(subjects("accounting/pnl-linear-in-weights").map(({ subject }) => subject)).toContain("futures-13");
      expect(subjects("passes/same-market-same-model")).toMatchObject([
        { verdict: "skipped", reason: "allocator_risk_v1_applied.csv: the baseline run records no scalars to apply" },
      ]);
      expect(subjects("relation/deterministic").map(({ verdict }) => verdict)).toEqual(["pass", "pass"]);
    });
  });

  it("finds an engine that reads the time zone", async () => {
    await inTemporaryFolder(async (folder) => {
      const report = await checkPython(folder, "broken/execsim_broken.py reads-time-zone");
      const failing = report.invariants.filter(({ verdict }) => verdict === "fail");
      expect(failing.map(({ id }) => id)).toEqual(["relation/deterministic"]);
      const [elsewhere] = failing[0]!.evidence.filter(({ verdict }) => verdict === "fail");
      expect(elsewhere!.subject).toContain("TZ Pacific/Kiritimati");
      expect(elsewhere!.violations[0]).toMatchObject({ artifact: "leverage_series.csv" });
    });
  });
});

it.each([
  ["SIGINT", "1"],
  ["SIGTERM", "1"],
  ["SIGTERM", "2"], // two threads, each with an engine of its own
] as const)("leaves no engine behind after %s with %s hands, however deaf it is", async (signal, workers) => {
  await inTemporaryFolder(async (folder) => {
    const hello = JSON.stringify({
      type: "hello",
      engine: { name: "deaf", version: "1" },
      capabilities: {
        strategies: ["weights"],
        exposure: ["none"],
        allocator: ["off"],
        holding: ["constant-weights"],
        returns: ["log"],
      },
    });
    writeFileSync(
      join(folder, "deaf.mjs"),
      `import { writeFileSync } from "node:fs";
for (const each of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(each, () => {});
process.stdin.once("data", () => {
  console.log(${JSON.stringify(hello)});
  process.stdin.once("data", () => writeFileSync(\`\${process.pid}.pid\`, ""));
});
setInterval(() => {}, 1000);`,
    );
    const args = [MAIN, "fuzz", "--engine", "node deaf.mjs", "--timeout", "60", "--workers", workers];
    const program = spawn(process.execPath, args, { cwd: folder, stdio: "ignore" });
    const ended = new Promise<number | null>((resolve) => program.once("exit", resolve));
    const pids = () => readdirSync(folder).flatMap((name) => (name.endsWith(".pid") ? [name.slice(0, -4)] : []));
    await until(() => pids().length === Number(workers));
    program.kill(signal);
    expect(await ended).toBe(signal === "SIGINT" ? 3 : 143); // SIGINT asks for what was found so far, which is nothing
    await until(() => pids().every((pid) => hasEnded(pid)));
  });
});

/** Whether a process is gone, or is only left to be asked how it ended. */
function hasEnded(pid: string): boolean {
  return /^\s*(?:Z|$)/.test(spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" }).stdout);
}

async function until(holds: () => boolean): Promise<void> {
  for (let k = 0; k < 400; k++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect.fail("it did not happen within 20 seconds");
}
