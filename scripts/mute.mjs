/**
 * Mutes each invariant in turn (its check looks at nothing) and runs its own test: every one must go red.
 * A test that stays green while its subject does nothing asserts nothing. Usage: npm run mute [-- ID…]
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";

const root = new URL("..", import.meta.url).pathname;
const wanted = process.argv.slice(2);
const files = readdirSync(`${root}invariants`, { recursive: true })
  .filter((file) => file.endsWith(".ts") && file !== "catalog.ts")
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => wanted.length === 0 || wanted.some((id) => file === `${id}.ts`))
  .sort();

/** Whether the invariant's own test fails when the invariant is muted. */
function noticed(file) {
  const test = `tests/invariants/${file.replace(/\.ts$/, ".test.ts")}`;
  if (!existsSync(root + test)) return Promise.resolve({ file, ok: false, why: `there is no ${test}` });
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
      resolve({ file, ok: failed > 0, why: `${failed} tests of ${test} fail` });
    });
  });
}

const queue = [...files];
let green = 0;
async function worker() {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const { ok, why } = await noticed(file);
    if (!ok) green++;
    console.log(`${ok ? "noticed    " : "NOT NOTICED"}  ${file}: ${why}`);
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
console.log(`${files.length - green} of ${files.length} muted invariants are noticed by their tests`);
process.exitCode = green === 0 && files.length > 0 ? 0 : 1;
