import { isDeepStrictEqual } from "node:util";
import { sameScenario } from "../relations/same-scenario.ts";
import { fewerRebalances } from "./reduction/fewer-rebalances.ts";
import { fewerAssets, fewerDays, shorterHistory } from "./reduction/fewer-rows.ts";
import type { ViolationPlace } from "./reduction/first-guesses.ts";
import { firstGuesses, likeliestAssets, shortestWindow } from "./reduction/first-guesses.ts";
import type { RecordedBooks } from "./reduction/outright-weights.ts";
import { outrightWeights } from "./reduction/outright-weights.ts";
import { sharperLayers } from "./reduction/plain-allocator.ts";
import { plainBooks } from "./reduction/plain-books.ts";
import { plainConfig } from "./reduction/plain-config.ts";
import { plainNames } from "./reduction/plain-names.ts";
import { plainSchedule } from "./reduction/plain-schedule.ts";
import type { FailingCase, Remake, StillFails, Within } from "./reduction/session.ts";
import { PLAIN_SEEDS, ReductionSession } from "./reduction/session.ts";
import { simplerValues } from "./reduction/simpler-values.ts";

/** Engine runs that one reduction may cost. */
export const REDUCTION_BUDGET = 400;

export interface ReductionOptions {
  /** Where the violation stands: what is near is kept longest. */
  readonly place?: ViolationPlace;
  /** Engine runs that may be spent. */
  readonly budget?: number;
  /** Engine runs that one candidate costs; by default one a scenario. */
  readonly runsPerCase?: number;
  /** Lets strategies be replaced by what they answered. */
  readonly recordedBooks?: RecordedBooks;
  /** Lets the second scenario of a pair follow from the first. */
  readonly remake?: Remake;
  /** Keeps every candidate within what the engine offers. */
  readonly within?: Within;
}

/** What came of a reduction. */
export interface Reduction extends FailingCase {
  /** Changes that were kept. */
  readonly steps: number;
  /** Engine runs that were spent. */
  readonly runs: number;
  /** The seed with which the relation makes the second scenario of the first; undefined where they were kept apart. */
  readonly remadeWith: number | undefined;
}

/**
 * The smallest failing scenario that can be reached: few days and assets, plain settings, values to work with by hand.
 * It works on the scenario itself, not on what generated it, so recorded scenarios reduce as well. A candidate counts
 * only when `stillFails` says that it fails in the same way. Deterministic; spends at most `budget` engine runs.
 */
export async function reduce(
  start: FailingCase,
  stillFails: StillFails,
  options: ReductionOptions = {},
): Promise<Reduction> {
  const { place = { date: null, asset: null }, budget = REDUCTION_BUDGET, remake, within } = options;
  const { recordedBooks = async () => undefined, runsPerCase = start.followUp === undefined ? 1 : 2 } = options;
  const trials = {
    stillFails,
    runsPerCase,
    ...(remake === undefined ? {} : { remake }),
    ...(within === undefined ? {} : { within }),
  };
  const session = new ReductionSession(start, trials, budget);
  await outrightWeights(session, recordedBooks);
  if (!differsInReturns(start)) await session.remakeWith(PLAIN_SEEDS);
  await firstGuesses(session, place);
  await shorterHistory(session);
  await shortestWindow(session, place);
  await likeliestAssets(session, place);
  await untilNothingGoes(session);
  await plainNames(session);
  return { ...session.current, steps: session.steps, runs: session.runs, remadeWith: session.remadeWith };
}

/** Fewer parts, then simpler figures, again and again: until simpler figures let no part go. */
async function untilNothingGoes(session: ReductionSession): Promise<void> {
  for (let round = 0; !session.exhausted; round++) {
    const kept = session.steps;
    await fewerParts(session);
    if (round > 0 && session.steps === kept) return;
    await plainBooks(session);
    await simplerValues(session);
  }
}

async function fewerParts(session: ReductionSession): Promise<void> {
  await plainConfig(session);
  await plainSchedule(session);
  await shorterHistory(session);
  await fewerAssets(session);
  await fewerRebalances(session);
  await fewerDays(session);
  await sharperLayers(session);
}

/**
 * Whether the scenarios of a pair have other dates or returns. Such a difference becomes smaller cell by cell; a
 * relation that is asked again would only draw other figures.
 */
function differsInReturns({ scenario, followUp = scenario }: FailingCase): boolean {
  const { market } = followUp;
  if (!isDeepStrictEqual(scenario.market.assets, market.assets)) return false;
  return !sameScenario(scenario, { market, config: scenario.config });
}
