/**
 * All benchmarks, as ratios or rates measured in one run. Usage: npm run bench [-- NAME…]
 * A benchmark is a file of this folder that exports an async function and returns rows
 * { name, measured, target, unit, ok }, or { name, skipped: "why" }.
 */
import { readdirSync } from "node:fs";

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname ?? new URL(".", import.meta.url).pathname)
  .filter((file) => file.endsWith(".mjs") && file !== "run.mjs")
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)))
  .sort();

let missed = 0;
for (const file of files) {
  const benchmark = (await import(`./${file}`)).default;
  for (const row of await benchmark()) {
    if (row.skipped !== undefined) {
      console.log(`skipped  ${row.name}: ${row.skipped}`);
      continue;
    }
    if (!row.ok) missed++;
    console.log(`${row.ok ? "ok     " : "MISSED "}  ${row.name}: ${row.measured} ${row.unit} (target ${row.target})`);
  }
}
process.exitCode = missed === 0 ? 0 : 1;
