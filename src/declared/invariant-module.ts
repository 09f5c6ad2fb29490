import { createJiti } from "jiti";
import { loaderWords } from "../adapters/loader-words.ts";
import { ConfigError } from "../model/errors.ts";
import type { Invariant } from "../verify/invariant.ts";

/**
 * The invariants that a user's TypeScript or JavaScript module exports: its default export, one or a list of them.
 * Throws a ConfigError that names the file and what it lacks.
 */
export async function invariantsOfModule(file: string): Promise<readonly Invariant[]> {
  const exported = await imported(file);
  const list: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  for (const each of list) {
    if (isInvariant(each)) continue;
    throw new ConfigError({
      what: "the module's default export is no invariant",
      where: file,
      expected:
        "what runInvariant({ … }), relationInvariant({ … }) or passesInvariant({ … }) returns, or a list of them",
      actual: typeof each,
    });
  }
  return list as readonly Invariant[];
}

async function imported(file: string): Promise<unknown> {
  try {
    return await createJiti(import.meta.url).import(file, { default: true });
  } catch (error) {
    throw new ConfigError({
      what: "the invariants' module does not load",
      where: file,
      actual: loaderWords(error),
    });
  }
}

function isInvariant(value: unknown): value is Invariant {
  if (typeof value !== "object" || value === null) return false;
  const { id, kind, check } = value as Partial<Invariant>;
  return typeof id === "string" && typeof kind === "string" && typeof check === "function";
}
