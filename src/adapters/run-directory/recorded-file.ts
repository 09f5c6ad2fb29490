import type { Hash } from "node:crypto";
import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { ByteStream } from "../../csv/source.ts";
import { RunDirectoryError } from "../../model/errors.ts";
import { refusal } from "../../model/system-error.ts";

/** A document that is read whole is at most this large. */
const MOST_WHOLE = 2 ** 28;

/** How a file of a folder is opened. */
export interface Opening {
  /** Whether a link may lead out of the folder. */
  readonly followLinks: boolean;
}

/**
 * One open file of a run directory. It is read once from beginning to end as a {@link ByteStream}, which makes its
 * digest on the way, or at any place. To be closed.
 */
export class RecordedFile implements ByteStream {
  readonly place: string;
  readonly #handle: number;
  readonly #stats: Stats;
  readonly #hash: Hash = createHash("sha256");

  /** Opens a file by its path below a folder. Throws a RunDirectoryError where it is none, or lies elsewhere. */
  constructor(directory: string, file: string, { followLinks }: Opening) {
    this.place = join(directory, file);
    if (!followLinks) checkInside(directory, file, this.place);
    checkKind(this.place);
    this.#handle = tried(this.place, () => openSync(this.place, "r"));
    this.#stats = fstatSync(this.#handle);
  }

  get size(): number {
    return this.#stats.size;
  }

  read(into: Uint8Array, at: number): number {
    const came = tried(this.place, () => readSync(this.#handle, into, at, into.length - at, null));
    this.#hash.update(into.subarray(at, at + came));
    return came;
  }

  /** The bytes from one place to another, whatever was read before. */
  bytes(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array(to - from);
    for (let at = 0; at < bytes.length; ) {
      const came = tried(this.place, () => readSync(this.#handle, bytes, at, bytes.length - at, from + at));
      if (came === 0) throw changed(this.place);
      at += came;
    }
    return bytes;
  }

  /** All bytes. Throws where they are too many to be held at once. */
  whole(): Uint8Array {
    const { size } = this;
    if (size > MOST_WHOLE) {
      throw new RunDirectoryError({
        what: "the file is too large to be read as a whole",
        where: this.place,
        expected: `at most ${MOST_WHOLE / 2 ** 20} MiB`,
        actual: `${Math.ceil(size / 2 ** 20)} MiB`,
        hint: "tables may be larger: they are read piece by piece",
      });
    }
    let bytes = new Uint8Array(size + 1);
    let end = 0;
    for (;;) {
      const came = this.read(bytes, end);
      end += came;
      if (came === 0) return bytes.subarray(0, end);
      if (end === bytes.length) bytes = withMoreRoom(bytes);
    }
  }

  /** SHA-256 of all bytes, 64 hex digits; what was not read yet is read now. Asked once. */
  digest(): string {
    const rest = new Uint8Array(1 << 20);
    while (this.read(rest, 0) > 0);
    const now = fstatSync(this.#handle);
    if (now.size !== this.size || now.mtimeMs !== this.#stats.mtimeMs) throw changed(this.place);
    return this.#hash.digest("hex");
  }

  close(): void {
    closeSync(this.#handle);
  }
}

function withMoreRoom(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}

/** A run directory is often somebody else's: a link in it must not make a report show a file of the reader's. */
function checkInside(directory: string, file: string, place: string): void {
  const root = tried(directory, () => realpathSync(directory));
  const target = tried(place, () => realpathSync(place));
  if (target.startsWith(root.endsWith(sep) ? root : root + sep)) return;
  throw new RunDirectoryError({
    what: "a link leads out of the folder",
    where: place,
    expected: "a file in the folder",
    actual: `a link for ${JSON.stringify(file)}`,
    hint: "copy the file into the folder, or say followLinks: true in a layout",
  });
}

/** Looked at before it is opened: to open a pipe is to wait for its writer. */
function checkKind(where: string): void {
  const stats = tried(where, () => statSync(where));
  if (stats.isFile()) return;
  const actual = stats.isDirectory() ? "a folder" : stats.isFIFO() ? "a pipe" : "a device or socket";
  throw new RunDirectoryError({ what: "not readable as a file", where, actual });
}

function changed(where: string): RunDirectoryError {
  return new RunDirectoryError({ what: "the file changed while it was read", where, hint: "let the engine end first" });
}

function tried<T>(where: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new RunDirectoryError({ what: "not readable as a file", where, ...reasonOf(error) });
  }
}

/** Why the system refused. */
export function reasonOf(error: unknown): { readonly actual: string; readonly hint?: string } {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOTDIR":
      return { actual: "a file" };
    case "EACCES":
    case "EPERM":
      return { actual: "no permission to read it", hint: "give the auditing user the right to read it" };
    case "ENOENT":
      return { actual: "a link that leads nowhere" };
    default:
      return { actual: refusal(error) };
  }
}
