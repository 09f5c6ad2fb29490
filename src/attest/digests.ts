import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** SHA-256 of a file's bytes, 64 hex digits, and how many they are. */
export interface FileDigest {
  readonly sha256: string;
  readonly bytes: number;
}

/** Bytes that are held at a time: a file may be larger than memory. */
const PIECE = 1 << 20;

/** Digest of a file, piece by piece. Throws the system's error where it cannot be read. */
export function fileDigest(path: string): FileDigest {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(PIECE);
  const handle = openSync(path, "r");
  try {
    let bytes = 0;
    for (;;) {
      const length = readSync(handle, piece, 0, PIECE, null);
      if (length === 0) return { sha256: hash.digest("hex"), bytes };
      hash.update(piece.subarray(0, length));
      bytes += length;
    }
  } finally {
    closeSync(handle);
  }
}

/** What stands at a path: a file to be read, nothing, or something else, in words. */
export type Standing = "file" | "nothing" | "unreadable" | { readonly instead: string };

/**
 * What stands at a path below a folder. A link counts as the file it leads to, as long as that is in the folder too:
 * elsewhere, a copy of the folder would be without it. Nothing is opened but files, because a pipe would never end.
 */
export function standingAt(folder: string, path: string): Standing {
  try {
    const root = realpathSync(folder);
    const target = realpathSync(path);
    if (target !== root && !target.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) {
      return { instead: "a link that leads out of the folder" };
    }
    const state = statSync(target);
    if (state.isFile()) return "file";
    return { instead: state.isDirectory() ? "a folder" : "neither a file nor a folder" };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ELOOP") return { instead: "a link that leads to itself" };
    return code === "ENOENT" || code === "ENOTDIR" ? "nothing" : "unreadable";
  }
}

/** A name below a folder, with forward slashes, and what stands there. */
export interface FolderEntry {
  readonly name: string;
  readonly standing: Standing;
}

/** Everything below a folder but folders, in the order of names. Links to folders are not followed, they are entries. */
export function entriesBelow(folder: string): readonly FolderEntry[] {
  const entries: FolderEntry[] = [];
  const visit = (prefix: string) => {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
      const name = `${prefix}${entry.name}`;
      if (entry.isDirectory()) visit(`${name}/`);
      else entries.push({ name, standing: standingOf(folder, name) });
    }
  };
  visit("");
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A name that was just listed and is not there is a broken link, or no text in UTF-8. */
function standingOf(folder: string, name: string): Standing {
  const standing = standingAt(folder, join(folder, name));
  if (standing === "nothing") return { instead: "a link to nothing, or a name that is not UTF-8" };
  return typeof standing === "object" && standing.instead === "a folder" ? { instead: "a link to a folder" } : standing;
}
