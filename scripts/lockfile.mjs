/**
 * Completes package-lock.json with the optional platform packages that npm left out.
 *
 * npm writes only those optional packages into the lockfile that the registry at hand serves. A registry
 * without the packages of other platforms therefore yields a lockfile that `npm ci` refuses ("Missing: … from
 * lock file"). Every missing entry is added here with the exact version its parent names and the platform its
 * name spells; it carries no integrity, because nothing was downloaded to take one from.
 *
 * Usage: npm run lockfile [-- --check]
 */
import { readFileSync, writeFileSync } from "node:fs";

const LOCKFILE = new URL("../package-lock.json", import.meta.url);
const OPERATING_SYSTEMS = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
  "aix",
];
const PROCESSORS = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64", "wasm32"];

/** The platform that a package's name spells, as npm's os, cpu and libc fields; undefined when it spells none. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.find((word) => OPERATING_SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (os === undefined || cpu === undefined) return undefined;
  const platform = { cpu: [cpu], os: [os] };
  if (os !== "linux") return platform;
  if (words.some((word) => word === "musl")) return { ...platform, libc: ["musl"] };
  if (words.some((word) => word === "gnu")) return { ...platform, libc: ["glibc"] };
  return platform;
}

const checkOnly = process.argv.includes("--check");
const lock = JSON.parse(readFileSync(LOCKFILE, "utf8"));
const added = [];
for (const [parent, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path] !== undefined || lock.packages[`${parent}/node_modules/${name}`] !== undefined) continue;
    const version = /^\d+\.\d+\.\d+\S*$/.test(range) ? range : undefined;
    const platform = platformOf(name);
    if (version === undefined || platform === undefined) {
      throw new Error(
        `${parent}: cannot place the optional package ${name}@${range}: expected an exact version and a platform in its name`,
      );
    }
    lock.packages[path] = { version, ...platform, ...(entry.dev ? { dev: true } : {}), optional: true };
    added.push(`${name}@${version}`);
  }
}
if (checkOnly && added.length > 0) {
  console.error(`package-lock.json lacks ${added.length} optional platform packages; run: npm run lockfile`);
  process.exit(1);
}
if (added.length > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(LOCKFILE, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length === 0 ? "package-lock.json is complete" : `added ${added.join(", ")}`);
