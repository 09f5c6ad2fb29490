import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError } from "../model/errors.ts";
import { isSystemError, refusal } from "../model/system-error.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * Writes a file under another name first and renames it, so that a reader never sees a half of it; its folder is made
 * where it is missing. Throws a ConfigError that names the file (as `where`, the name its user gave it).
 */
export function writeAside(file: string, text: string, where = file): void {
  const aside = `${file}.partial`;
  try {
    makeFolder(dirname(file));
    writeFileSync(aside, text);
    renameSync(aside, file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (existsSync(aside)) rmSync(aside); // below a file there is nothing, and no removing it
    throw new ConfigError({ what: "the file cannot be written", where, actual: refusal(error) });
  }
}
