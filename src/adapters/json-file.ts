import { readFileSync } from "node:fs";
import { ConfigError } from "../model/errors.ts";
import { unreadable } from "../model/system-error.ts";

/** A file's JSON; a ConfigError names the file (as `where`, the name its user gave it) and what is wrong. */
export function readJsonFile(path: string, where = path): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError({ ...unreadable(error, "file"), where });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError({ what: "not readable as JSON", where, actual: (error as Error).message });
  }
}
