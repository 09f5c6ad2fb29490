import { beforeAll, describe, test } from "vitest";
import { replay } from "../campaign/replay.ts";
import { readCounterexample } from "../campaign/store.ts";
import { workOut } from "../campaign/worked/work-out.ts";
import { parseWith } from "../model/config.ts";
import type { Counterexample } from "../model/counterexample.ts";
import { counterexampleSchema } from "../model/counterexample.ts";
import { ConfigError } from "../model/errors.ts";
import type { SettingsInput } from "../model/settings.ts";
import { settingsSchema } from "../model/settings.ts";
import { workedText } from "../report/worked.ts";
import type { Invariant } from "../verify/invariant.ts";
import { catalog } from "./compose.ts";
import type { EngineLike } from "./engine-like.ts";
import { nameOf, withEngine } from "./engine-like.ts";
import { outcomeOf } from "./outcome.ts";
import type { Verification, VerificationTerms } from "./verification.ts";
import { invariantsUnder, statementsOf, verify } from "./verification.ts";

/** The package's `tieout/vitest`: an engine under the catalog, in a suite of the user's own. */

export type { EngineLike } from "./engine-like.ts";

/** How an engine is verified; all of it may be left out. */
export interface VerifyOptions {
  /** Seed of the campaign, an integer from 0; the same seed gives the same cases. */
  readonly seed?: number;
  /** Scenarios that are generated; 2048 by default. */
  readonly cases?: number;
  /** Fewest cases, and smallest share of those it was put to, that an invariant must have examined to pass. */
  readonly leastCases?: number;
  readonly leastShare?: number;
  /** The invariants, each a test; the catalog by default. */
  readonly invariants?: readonly Invariant[];
  /** Holds the engine to the reference too, for one that follows its specification. */
  readonly reference?: boolean;
  /** As in `tieout.config.ts`. */
  readonly tolerances?: SettingsInput["tolerances"];
  readonly waivers?: SettingsInput["waivers"];
  /** Ids of invariants that may be unproven: their tests are then skipped with the reason, and fail otherwise. */
  readonly allowUnproven?: readonly string[];
  /** Folder of counterexamples, replayed first and added to (`.tieout/counterexamples`); false for none. */
  readonly counterexamples?: string | false;
  /** Folder of counterexamples kept as regression tests, replayed first (`fixtures/counterexamples`); false for none. */
  readonly regressions?: string | false;
  /** Seconds that all of it may take; 600 by default. */
  readonly timeout?: number;
}

/**
 * Declares one test an invariant about an engine, its sentence the title. The campaign runs once, before them. What
 * does not apply to the engine is skipped with the reason; what was examined too little fails. Throws a ConfigError
 * where an option makes no sense.
 */
export function verifyEngine(engine: EngineLike, options: VerifyOptions = {}): void {
  const terms = termsOf(options);
  const { allowUnproven = [], timeout = 600 } = options;
  const { seed } = terms.settings.campaign;
  const named = typeof engine === "string" ? JSON.stringify(engine) : "<the module that exports this engine>";
  describe(`tieout: ${nameOf(engine)}`, () => {
    let done: Verification;
    beforeAll(async () => {
      done = await withEngine(engine, (opened) => verify(opened, terms));
    }, timeout * 1000);
    for (const { id, title } of statementsOf(terms)) {
      test(title, ({ skip }) => {
        const tables = done.tables.get(id) ?? [];
        const outcome = outcomeOf(done.reports.get(id)!, { seed, engine: named, allowUnproven, tables });
        if (outcome.kind === "skip") skip(outcome.reason);
        if (outcome.kind === "fail") throw failure(outcome.message);
      });
    }
  });
}

/** How a counterexample is replayed; all of it may be left out. */
export type ReplayOptions = Pick<VerifyOptions, "invariants" | "tolerances" | "waivers">;

/**
 * Runs a counterexample, or the file of one, again. Throws where its failure is still there, with the worked table, and
 * where it says nothing any more: only what was examined and holds passes.
 */
export async function replayCounterexample(
  counterexample: Counterexample | string,
  engine: EngineLike,
  options: ReplayOptions = {},
): Promise<void> {
  const stored =
    typeof counterexample === "string"
      ? await readCounterexample(counterexample)
      : parseWith(counterexampleSchema, counterexample, "counterexample");
  const invariants = invariantsUnder(termsOf(options));
  await withEngine(engine, async (opened) => {
    const { status, detail, violation } = await replay(stored, opened, invariants);
    if (status === "FIXED") return;
    if (violation === undefined) throw failure(`${status}: ${detail}`);
    throw failure(`${status}: ${workedText(await workOut({ ...stored, violation }, opened, invariants))}`);
  });
}

function termsOf(options: VerifyOptions): VerificationTerms {
  const { seed, cases, leastCases, leastShare, reference, tolerances, waivers } = options;
  const campaign = defined({ seed, cases, leastCases, leastShare, reference });
  const settings = parseWith(settingsSchema, { campaign, ...defined({ tolerances, waivers }) }, "options");
  const {
    invariants = catalog,
    counterexamples = settings.counterexamples,
    regressions = settings.regressions,
  } = options;
  const terms = {
    invariants,
    settings,
    counterexamples: counterexamples === false ? undefined : counterexamples,
    regressions: regressions === false ? undefined : regressions,
  };
  invariantsUnder(terms); // a waiver or tolerance of what there is not is wrong from the start
  const known = statementsOf(terms).map(({ id }) => id);
  for (const id of options.allowUnproven ?? []) {
    if (known.includes(id)) continue;
    throw new ConfigError({
      what: "there is no such invariant",
      where: "options.allowUnproven",
      expected: "ids of the invariants that are verified",
      actual: JSON.stringify(id),
    });
  }
  return terms;
}

/** The entries that are there: a schema's default fills in for an absent one only. */
function defined(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** An error that is all message: where it was thrown says nothing about the engine. */
function failure(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  return error;
}
