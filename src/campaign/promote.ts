import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeAside } from "../adapters/write-aside.ts";
import type { Counterexample } from "../model/counterexample.ts";
import { ConfigError } from "../model/errors.ts";
import { counterexampleName, counterexampleText } from "./store.ts";

/** A counterexample on its way to the regression tests. */
export interface Promotion {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/**
 * Where a counterexample belongs among the regression tests: `<folder>/<invariant>/<name>.json`. Throws a ConfigError
 * where another content has that name, or where the invariant's id would lead out of the folder.
 */
export function promotionOf(from: string, counterexample: Counterexample, folder: string): Promotion {
  const { invariant } = counterexample;
  if (!/^[\w-]+(\/[\w-]+)*$/.test(invariant)) {
    throw new ConfigError({
      what: "the invariant's id makes no folder",
      where: from,
      expected: "words, joined by / and -",
      actual: JSON.stringify(invariant),
    });
  }
  const to = join(folder, invariant, counterexampleName(counterexample));
  const text = counterexampleText(counterexample);
  if (resolve(to) !== resolve(from) && existsSync(to) && readFileSync(to, "utf8") !== text) {
    throw new ConfigError({
      what: "another counterexample has this name, and promoting overwrites nothing",
      where: to,
      hint: "delete the one that is not wanted",
    });
  }
  return { from, to, text };
}

/** Moves a counterexample: written aside and renamed at its new place first, then removed from the old one. */
export function promote({ from, to, text }: Promotion): void {
  writeAside(to, text);
  if (resolve(from) !== resolve(to)) rmSync(from);
}
