import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { sep } from "node:path";
import type { FileDigest, FolderEntry, Standing } from "./digests.ts";
import { entriesBelow, fileDigest, standingAt } from "./digests.ts";
import { belowFolder } from "./gather.ts";
import type { Places } from "./places.ts";
import type { AttestedFile, Role } from "./statement.ts";

/** What became of a file: `unreadable` is one that could not be checked. */
export type FileState = "same" | "changed" | "missing" | "new" | "unreadable";

/** A file as it was attested, and as it is now. */
export interface FileFinding {
  readonly name: string;
  readonly role: Role;
  readonly state: FileState;
  /** SHA-256 as attested; null for a file that is new. */
  readonly expected: string | null;
  /** SHA-256 as found; null where there is nothing to hash. */
  readonly actual: string | null;
  /** What there is to say beside. */
  readonly note: string | null;
}

/** A text beyond this size is not looked at for its line ends. */
const LARGEST_TEXT = 1 << 26;

/** Hashes the files again, each inside of its folder where it has one, and looks for new ones in the folders. */
export function findFiles(
  files: readonly AttestedFile[],
  folders: readonly string[],
  places: Places,
  except: readonly string[],
): readonly FileFinding[] {
  const known = new Set(files.map(({ name }) => name));
  const appeared = folders.flatMap((folder) => newFiles(folder, known, places, except));
  return [...files.map((file) => findFile(file, homeOf(file.name, folders), places)), ...appeared].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

/** One file against its digest; it must not be a link that leads out of its `home`. */
export function findFile(
  file: Pick<AttestedFile, "name" | "role" | "sha256" | "bytes">,
  home: string | undefined,
  places: Places,
): FileFinding {
  const { name, role, sha256 } = file;
  const path = places.of(name);
  const found = (state: FileState, actual: string | null, note: string | null): FileFinding => {
    return { name, role, state, expected: sha256, actual, note };
  };
  const standing = standingAt(boundary(path, home, places), path);
  if (typeof standing === "object") return found("changed", null, `there is ${standing.instead} in its place`);
  if (standing === "nothing") return found("missing", null, null);
  if (standing === "unreadable") return found("unreadable", null, null);
  try {
    const actual = fileDigest(path);
    if (actual.sha256 === sha256) return found("same", actual.sha256, null);
    return found("changed", actual.sha256, changeOf(file, actual, path));
  } catch (error) {
    return found("unreadable", null, (error as Error).message);
  }
}

/** What a link at a path may not lead out of: its folder, unless the file was given a place outside of it. */
function boundary(path: string, home: string | undefined, places: Places): string {
  const folder = home === undefined ? path : places.of(home);
  return path.startsWith(`${folder}${sep}`) ? folder : path;
}

/** The innermost of the folders that a file is in. */
function homeOf(name: string, folders: readonly string[]): string | undefined {
  const homes = folders.filter((folder) => folder === "." || name.startsWith(`${folder}/`));
  return homes.sort((a, b) => b.length - a.length)[0];
}

function newFiles(
  folder: string,
  known: ReadonlySet<string>,
  places: Places,
  except: readonly string[],
): readonly FileFinding[] {
  const role = "audited";
  let entries: readonly FolderEntry[];
  try {
    entries = entriesBelow(places.of(folder));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Where the folder is gone, each of its files is missing.
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    return [{ name: folder, role, state: "unreadable", expected: null, actual: null, note: message }];
  }
  return entries
    .map(({ name, standing }) => ({ name: belowFolder(folder, name), standing }))
    .filter(({ name }) => !known.has(name) && !except.includes(places.of(name)))
    .map(({ name, standing }) => {
      const actual = standing === "file" ? digestOf(places.of(name)) : null;
      return { name, role, state: "new", expected: null, actual, note: wordsOf(standing) };
    });
}

function digestOf(path: string): string | null {
  try {
    return fileDigest(path).sha256;
  } catch {
    return null;
  }
}

function wordsOf(standing: Standing): string | null {
  return typeof standing === "object" ? standing.instead : null;
}

/** What changed, as far as digests can tell. */
function changeOf({ sha256, bytes }: Pick<AttestedFile, "sha256" | "bytes">, actual: FileDigest, path: string) {
  if (actual.bytes <= LARGEST_TEXT) {
    const text = readFileSync(path, "latin1");
    const unix = text.replaceAll("\r\n", "\n");
    const is = (other: string) => createHash("sha256").update(other, "latin1").digest("hex") === sha256;
    if (text !== unix && is(unix)) return "only its line ends changed, from LF to CRLF";
    if (is(unix.replaceAll("\n", "\r\n"))) return "only its line ends changed, from CRLF to LF";
    if (text.startsWith("\u00EF\u00BB\u00BF") && is(text.slice(3))) return "only a byte order mark was put before it";
  }
  if (Number.isNaN(bytes)) return null;
  return bytes === actual.bytes ? `still ${bytes} bytes` : `${bytes} bytes then, ${actual.bytes} now`;
}
