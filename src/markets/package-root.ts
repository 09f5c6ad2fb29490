import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { HarnessError } from "../model/errors.ts";

/**
 * A file that is shipped with the package, by its path from the package's root. The root is looked for upwards from
 * this module, so it is found from the sources as well as from the build output.
 */
export function shippedFile(...path: readonly string[]): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackageRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new HarnessError({ what: "the folder of the package tieout was not found" });
    folder = parent;
  }
  return join(folder, ...path);
}

function isPackageRoot(folder: string): boolean {
  const manifest = join(folder, "package.json");
  return existsSync(manifest) && (JSON.parse(readFileSync(manifest, "utf8")) as { name?: unknown }).name === "tieout";
}
