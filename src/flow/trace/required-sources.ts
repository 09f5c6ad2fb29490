import { ConfigError } from "../../model/errors.ts";
import type { EntryFinder } from "./entries.ts";
import { didYouMean, nearest } from "./nearest.ts";
import { lastName } from "./patterns.ts";

/** Throws a ConfigError for the first source that the project does not mention; `expected` says what one is. */
export function requireSources(
  finder: EntryFinder,
  sources: readonly { readonly name: string; readonly text: string }[],
  expected: string,
): void {
  const absent = sources.find(({ name }) => !finder.mentions(name));
  if (absent === undefined) return;
  const near = nearest(lastName(absent.name), finder.declaredNames());
  throw new ConfigError({
    what: "there is no such source in the project",
    where: "--source",
    expected,
    actual: absent.text,
    hint: didYouMean(near, "the project has no functions"),
  });
}
