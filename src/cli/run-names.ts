import { basename, dirname, resolve, sep } from "node:path";
import { attestedName } from "../attest/gather.ts";

/** A run directory that was asked for, and what it is called in reports. */
export interface NamedDirectory {
  readonly path: string;
  readonly name: string;
}

/**
 * Run directories with names that tell them apart: the way from the working directory; outside of it the folder's own
 * name and as many of those above as it takes, so that no name says more of the machine than that. One that was asked
 * for twice is there once.
 */
export function namedDirectories(directories: readonly string[], cwd: string): readonly NamedDirectory[] {
  const paths = [...new Set(directories.map((directory) => resolve(cwd, directory)))];
  return paths.map((path) => ({ path, name: nameOf(path, paths, cwd) }));
}

function nameOf(path: string, paths: readonly string[], cwd: string): string {
  const way = attestedName(path, cwd);
  if (way === ".") return basename(path);
  if (way.includes("/") || dirname(path) === resolve(cwd)) return way;
  const folders = path.split(sep);
  const others = paths.filter((other) => other !== path).map((other) => other.split(sep).join("/"));
  for (let taken = 1; taken < folders.length; taken++) {
    const name = folders.slice(-taken).join("/");
    if (!others.some((other) => other.endsWith(`/${name}`))) return name;
  }
  return way;
}
