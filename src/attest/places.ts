import { join, resolve } from "node:path";

/** Where the files of an attestation are now: below a root, but for names that were given a place of their own. */
export class Places {
  readonly #root: string;
  readonly #moved: ReadonlyMap<string, string>;

  /** `moved` gives names of files or folders their path; a name covers what is below it. */
  constructor(root: string, moved: ReadonlyMap<string, string>) {
    this.#root = root;
    this.#moved = moved;
  }

  /** The path of a name; `.` is the root. */
  of(name: string): string {
    for (let prefix = name; ; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf("/")))) {
      const place = this.#moved.get(prefix);
      if (place !== undefined) return resolve(place, `.${name.slice(prefix.length)}`);
      if (prefix === "") return join(this.#root, name);
    }
  }
}
