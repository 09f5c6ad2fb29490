/**
 * Mutes each invariant in turn (its check looks at nothing) and shows that this is noticed twice: its own test goes
 * red, and the self-test ends with exit code 4. A test that stays green while its subject does nothing asserts nothing.
 * Usage: npm run mute [-- ID…]; exit code 1 if anything is not noticed.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { selfTest } from "../dist/src/campaign/selftest.js";
import { selfTestVerdict } from "../dist/src/campaign/selftest-verdict.js";
import { aboutEngines, engineOf } from "../dist/src/cli/compose.js";
import { faults } from "../dist/src/faults/catalog.js";
import { EXIT_CODES } from "../dist/src/model/report.js";

const SEED = 20240105;
/** What the self-test looks at by default: enough for every fault to be noticed by what it names. */
const CASES = 512;
/** Enough for a muted invariant: what looks at nothing notices nothing, however often it is asked. */
const CASES_MUTED = 4;

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(`${root}invariants`, { recursive: true })
  .filter((file) => file.endsWith(".ts") && file !== "catalog.ts")
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => wanted.length === 0 || wanted.some((id) => file === `${id}.ts`))
  .sort();
const selected = aboutEngines.filter(({ id }) => files.includes(`${id}.ts`));

/** The exit code of a self-test by these invariants on the faults that name them, as of one that is whole. */
async function selfTestOf(invariants, cases) {
  const named = faults.filter(({ breaks }) => breaks.some((id) => invariants.some((each) => each.id === id)));
  const kept = new Set(invariants.map(({ id }) => id));
  const narrowed = named.map((fault) => ({ ...fault, breaks: fault.breaks.filter((id) => kept.has(id)) }));
  const result = await selfTest({ faults: narrowed, invariants, engineOf, seed: SEED, cases });
  return { ...result, exitCode: EXIT_CODES[selfTestVerdict({ ...result, cases: CASES }, true)] };
}

/** Whether the self-test ends with exit code 4 when the invariant is muted. */
async function noticedBySelfTest(file) {
  const invariant = selected.find(({ id }) => file === `${id}.ts`);
  if (invariant === undefined) return { ok: true, why: "no part of the self-test: it reads files" };
  const { exitCode, kills, unkilled } = await selfTestOf([{ ...invariant, check() {} }], CASES_MUTED);
  const survived = kills.filter((kill) => kill.survived.length > 0).length;
  const ok = exitCode === EXIT_CODES["harness-invalid"] && unkilled.includes(invariant.id) && survived > 0;
  return { ok, why: `self-test: ${survived} of ${kills.length} faults survive, exit ${exitCode}` };
}

/** Whether the invariant's own test fails when the invariant is muted. */
function noticedByTest(file) {
  const test = `tests/invariants/${file.replace(/\.ts$/, ".test.ts")}`;
  if (!existsSync(root + test)) return Promise.resolve({ ok: false, why: `there is no ${test}` });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", test, "--reporter=json"], {
      cwd: root,
      env: { ...process.env, TIEOUT_MUTE: `invariants/${file}` },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.on("close", () => {
      const start = output.indexOf("{");
      const failed = start < 0 ? 0 : JSON.parse(output.slice(start)).numFailedTests;
      resolve({ ok: failed > 0, why: `${failed} tests of ${test} fail` });
    });
  });
}

let unnoticed = 0;
const control = await selfTestOf(selected, CASES);
if (control.exitCode !== EXIT_CODES.pass) {
  unnoticed++;
  console.log(`NOT SOUND    the self-test with nothing muted: exit ${control.exitCode}; what it says proves nothing`);
}

const queue = [...files];
async function worker() {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const found = [await noticedByTest(file), await noticedBySelfTest(file)];
    const ok = found.every((each) => each.ok);
    if (!ok) unnoticed++;
    console.log(`${ok ? "noticed    " : "NOT NOTICED"}  ${file}: ${found.map(({ why }) => why).join("; ")}`);
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
console.log(
  unnoticed === 0
    ? `${files.length} muted invariants are noticed by their tests, ${selected.length} of them by the self-test too`
    : `${unnoticed} not noticed`,
);
process.exitCode = unnoticed === 0 && files.length > 0 ? 0 : 1;
