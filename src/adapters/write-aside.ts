import { renameSync, writeFileSync } from "node:fs";

/** Writes a file under another name first and renames it, so that a reader never sees a half of it. */
export function writeAside(file: string, text: string): void {
  writeFileSync(`${file}.partial`, text);
  renameSync(`${file}.partial`, file);
}
