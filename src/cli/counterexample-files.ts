import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { wayTo } from "../adapters/way.ts";
import { listCounterexamples } from "../campaign/store.ts";
import { RunDirectoryError } from "../model/errors.ts";

/** The counterexample files that arguments name: files as they are, folders with all that is in them. */
export async function counterexampleFiles(paths: readonly string[], cwd: string): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    if (!existsSync(absolute) || !statSync(absolute).isDirectory()) {
      files.push(path);
      continue;
    }
    const found = await listCounterexamples(absolute);
    if (found.length === 0) {
      throw new RunDirectoryError({
        what: "no counterexample is in this folder",
        where: path,
        expected: "files that `tieout fuzz` or `tieout check` stored",
        actual: "none",
      });
    }
    files.push(...found.map((file) => wayTo(file, cwd)));
  }
  return files;
}
