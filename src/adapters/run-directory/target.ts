import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { RunDirectoryError } from "../../model/errors.ts";
import { RUN_SCHEMA } from "../../model/run.ts";
import { isSystemError, refusal } from "../../model/system-error.ts";
import { makeFolder } from "../make-folder.ts";
import { RUN_FILE } from "./files.ts";

/** What kind of folder is filled: only a folder that holds the like is ever replaced. */
export interface FolderKind {
  /** What it holds, as an error names it: `run`. */
  readonly noun: string;
  /** The JSON document in it, and that document's `schema`. */
  readonly file: string;
  readonly schema: string;
}

const RUN_FOLDER: FolderKind = Object.freeze({ noun: "run", file: RUN_FILE, schema: RUN_SCHEMA });

/**
 * Fills a folder as one act: `fill` writes into a folder beside it, which is then renamed into place. Whatever goes
 * wrong leaves the target as it was. One writer a folder: what an interrupted writer left beside it is removed.
 *
 * A folder that holds something is refused, or with `replace` exchanged, but only when it is one of ours of the same kind: the
 * old one is renamed aside, the new one in, the old one removed. Throws a RunDirectoryError.
 */
export function fillDirectory(
  directory: string,
  replace: boolean,
  fill: (staging: string) => void,
  kind: FolderKind = RUN_FOLDER,
): void {
  const target = resolve(directory);
  const staging = join(dirname(target), `.${basename(target)}.partial`);
  const former = formerOf(target);
  try {
    recover(target, former, kind);
    const occupied = checkTarget(target, directory, replace, kind);
    rmSync(staging, { recursive: true, force: true });
    makeFolder(staging);
    fill(staging);
    if (occupied) exchange(target, staging, former);
    else moveIn(target, staging);
  } catch (error) {
    if (existsSync(staging)) rmSync(staging, { recursive: true, force: true });
    throw isSystemError(error) ? notWritten(directory, kind, error) : error;
  }
}

/** Says whether {@link fillDirectory} would refuse, before the work of making what it is to be filled with. */
export function checkFillable(directory: string, replace: boolean, kind: FolderKind = RUN_FOLDER): void {
  checkTarget(resolve(directory), directory, replace, kind);
}

/** Where the old run waits while the new one is renamed into its place. */
export function formerOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.former`);
}

/** Undoes or completes an exchange that was interrupted: the old run comes back, or goes if the new one has come. */
function recover(target: string, former: string, kind: FolderKind): void {
  if (!existsSync(former)) return;
  if (!existsSync(target)) renameSync(former, target);
  else if (holds(target, kind)) rmSync(former, { recursive: true, force: true });
}

/** Whether the target holds something to be replaced; throws where it holds anything else or may not be replaced. */
function checkTarget(target: string, where: string, replace: boolean, kind: FolderKind): boolean {
  if (!existsSync(target)) return false;
  if (!statSync(target).isDirectory()) {
    throw new RunDirectoryError({
      what: `a file stands where the ${kind.noun} directory belongs`,
      where,
      hint: "name another folder",
    });
  }
  if (readdirSync(target).length === 0) return false;
  if (!replace) {
    throw new RunDirectoryError({
      what: "the folder is not empty",
      where,
      expected: "a new or an empty folder",
      hint: `name another folder, or have the ${kind.noun} in it replaced: --replace`,
    });
  }
  if (holds(target, kind)) return true;
  throw new RunDirectoryError({
    what: `the folder to replace holds no ${kind.noun}`,
    where,
    expected: `a ${kind.file} of schema ${kind.schema}`,
    hint: `name another folder; only ${kind.noun.startsWith("a") ? "an" : "a"} ${kind.noun} is ever replaced`,
  });
}

function holds(target: string, { file, schema }: FolderKind): boolean {
  try {
    const document: unknown = JSON.parse(readFileSync(join(target, file), "utf8"));
    return typeof document === "object" && document !== null && "schema" in document && document.schema === schema;
  } catch {
    return false;
  }
}

function notWritten(where: string, { noun }: FolderKind, error: NodeJS.ErrnoException): RunDirectoryError {
  return new RunDirectoryError({ what: `the ${noun} directory cannot be written`, where, actual: refusal(error) });
}

function moveIn(target: string, staging: string): void {
  if (existsSync(target)) rmdirSync(target); // empty: not every system renames onto an empty folder
  renameSync(staging, target);
}

function exchange(target: string, staging: string, former: string): void {
  renameSync(target, former);
  try {
    renameSync(staging, target);
  } catch (error) {
    renameSync(former, target);
    throw error;
  }
  rmSync(former, { recursive: true, force: true });
}
