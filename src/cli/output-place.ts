import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../model/errors.ts";
import { refusal } from "../model/system-error.ts";

/** Says before the work, and not after it, that a folder to be written to can be neither found nor made. */
export function checkFolderPlace(folder: string, option: string): void {
  let nearest = resolve(folder);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  const expected = "a folder, or a name for a new one";
  if (!statSync(nearest).isDirectory()) {
    throw new ConfigError({ what: "a file stands where a folder belongs", where: option, expected, actual: nearest });
  }
  try {
    accessSync(nearest, constants.W_OK);
  } catch (error) {
    throw new ConfigError({ what: `${nearest} cannot be written to`, where: option, actual: refusal(error) });
  }
}

/** The same of a file: no folder stands in its place, and its own can be found or made. */
export function checkFilePlace(file: string, option: string): void {
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new ConfigError({ what: "a folder stands where a file belongs", where: option, actual: file });
  }
  checkFolderPlace(dirname(file), option);
}
