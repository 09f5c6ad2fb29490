import { resolve } from "node:path";
import type { Project } from "./project.ts";
import { openProject } from "./project.ts";

/**
 * Lends projects: each is opened once, by its path, and what has been read and parsed of it serves every audit that
 * asks for it. To be kept no longer than the files stay as they are: for one command.
 */
export class Projects {
  readonly #open = new Map<string, Project>();
  readonly #around: string | undefined;

  /** `around` is the folder that paths of projects, and places in projects below it, are relative to. */
  constructor(around?: string) {
    this.#around = around;
  }

  /** Throws a ConfigError for a project that cannot be read. */
  open(path: string): Project {
    const full = resolve(this.#around ?? "", path);
    const known = this.#open.get(full) ?? openProject(full, this.#around);
    this.#open.set(full, known);
    return known;
  }
}
