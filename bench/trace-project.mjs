/**
 * What a cold `tieout trace` costs: on our own source (each audit of the config has its share), and on a generated project
 * of 500 files and 80,000 lines in which the weights go through 50 functions, one a file. User and system CPU and
 * the peak of memory of a process of its own, so that a busy machine changes little.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const FILES = 500;
const CHAIN = 50;
const LINES = 160;
const root = resolve(import.meta.dirname, "..");

export default async function traceProject() {
  const folder = mkdtempSync(join(tmpdir(), "tieout-trace-project-"));
  try {
    writeProject(folder);
    const own = traced(["--rule", "post-rt-normalization"]);
    const large = traced([
      ...["--project", folder, "--source", "scaleWeights", "--sink", "portfolioReturn#0", "--no-types"],
    ]);
    return [
      row("cold trace of our own source, one audit", own.seconds, 3, "s CPU", own.status === 0),
      row(`cold trace of ${FILES} files and a chain of ${CHAIN}`, large.seconds, 6, "s CPU", large.status === 0),
      row("the same, peak of memory", large.gigabytes, 1.2, "GB", large.status === 0),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(name, measured, target, unit, passed) {
  return { name: passed ? name : `${name} (does not pass)`, measured, target, unit, ok: passed && measured < target };
}

/** Runs the command in a process of its own, which says at its end what it has used. */
function traced(args) {
  const main = join(root, "dist/src/cli/main.js");
  const script = `process.on("exit", () => console.error("used " + JSON.stringify(process.resourceUsage())));
process.argv.splice(1, 0, ${JSON.stringify(main)}); await import(${JSON.stringify(main)});`;
  const { stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", script, "--", "trace", ...args],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const used = JSON.parse(/^used (.+)$/m.exec(stderr)?.[1] ?? "{}");
  return {
    status,
    seconds: Number(((used.userCPUTime + used.systemCPUTime) / 1e6).toFixed(2)),
    gigabytes: Number((used.maxRSS / 2 ** 20).toFixed(2)),
  };
}

function writeProject(folder) {
  mkdirSync(join(folder, "src"));
  for (let i = 0; i < FILES; i++) writeFileSync(join(folder, "src", `part${i}.ts`), partOf(i));
  writeFileSync(
    join(folder, "src", "main.ts"),
    `import { step0 } from "./part0.ts";
export function scaleWeights(raw: number[]): number[] { return raw.map((x) => x * 2); }
export function portfolioReturn(w: number[], r: number[]): number { return w.reduce((s, x, i) => s + x * r[i]!, 0); }
export function run(raw: number[], r: number[]): number { return portfolioReturn(step0(scaleWeights(raw), 2), r); }
`,
  );
}

/** A step of the chain, and lines that have nothing to do with it. */
function partOf(i) {
  const inChain = i < CHAIN;
  const last = i === CHAIN - 1;
  const lines = inChain && !last ? [`import { step${i + 1} } from "./part${i + 1}.ts";`] : [];
  if (inChain) {
    const book = "w.map((x) => (i > 0 ? x * i : x / 2))";
    lines.push(
      `export function step${i}(w: number[], i: number): number[] { return ${last ? book : `step${i + 1}(${book}, i)`}; }`,
    );
  }
  while (lines.length < LINES)
    lines.push(`export const value${lines.length}of${i} = (x: number): number => x + ${lines.length};`);
  return `${lines.join("\n")}\n`;
}
