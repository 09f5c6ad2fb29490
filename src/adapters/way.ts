import path from "node:path";

/**
 * The way from a folder to a file as documents have it: by `/` on every system, so that a report made on Windows has the
 * same bytes. `system` is that system's own arithmetic of paths.
 */
export function wayTo(file: string, from: string, system: Pick<typeof path, "relative" | "sep"> = path): string {
  return system.relative(from, file).split(system.sep).join("/");
}
