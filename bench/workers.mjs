/**
 * What several workers make of a campaign of the built program: wall time with 1 and 2 workers, with and without the
 * start of the process, and the time that a short campaign takes by default. Every pair of runs must print the same
 * bytes. The best of several rounds counts, because other work on the machine only ever slows down.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PROGRAM = resolve(import.meta.dirname, "../dist/src/cli/main.js");
const ROUNDS = 3;
const LONG = 16_384;
/** The gate's. */
const SHORT = 2048;
/** Two threads on two processors are not twice as fast: each is slow until its code is compiled, the second after 0.3 s of loading. */
const TARGET = 1.6;
/** By default a short campaign must not take longer than in one thread, but for noise. */
const MOST_OVERHEAD = 1.1;

export default async function workers() {
  if (availableParallelism() < 2) return [{ name: "2 workers", skipped: "there is one processor" }];
  const [one, two] = best([1, 2].map((each) => ["--cases", `${LONG}`, "--workers", `${each}`]));
  const [plain, byDefault] = best([
    ["--cases", `${SHORT}`, "--workers", "1"],
    ["--cases", `${SHORT}`],
  ]);
  const speedup = one / two;
  const overhead = byDefault / plain;
  return [
    rate("cases a second with 1 worker, process and all", one),
    rate("cases a second with 2 workers, process and all", two),
    { name: "2 workers against 1", measured: rounded(speedup), target: TARGET, unit: "×", ok: speedup >= TARGET },
    {
      name: `${SHORT} cases by default against 1 worker`,
      measured: rounded(overhead),
      target: `at most ${MOST_OVERHEAD}`,
      unit: "× the time",
      ok: overhead <= MOST_OVERHEAD,
    },
  ];
}

/** Milliseconds of each command line, the best of several rounds that take turns. */
function best(commands) {
  const times = commands.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    const outputs = commands.map((args, i) => {
      const start = performance.now();
      const out = campaign(args);
      times[i] = Math.min(times[i], performance.now() - start);
      return out;
    });
    if (new Set(outputs).size > 1) throw new Error("the report depends on the number of workers");
  }
  return times;
}

function campaign(args) {
  const cwd = mkdtempSync(join(tmpdir(), "tieout-bench-"));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "fuzz", "--format", "json", ...args], {
      cwd,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0 && status !== 3) throw new Error(`exit code ${status}: ${stderr}`);
    return stdout;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function rate(name, milliseconds) {
  return { name, measured: Math.round((LONG * 1000) / milliseconds), target: "none", unit: "cases/s", ok: true };
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}
