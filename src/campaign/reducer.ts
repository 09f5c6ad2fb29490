import { fewerRebalances } from "./reduction/fewer-rebalances.ts";
import { endAtViolation, fewerAssets, fewerDays } from "./reduction/fewer-rows.ts";
import type { RecordedBooks } from "./reduction/outright-weights.ts";
import { outrightWeights } from "./reduction/outright-weights.ts";
import { plainConfig } from "./reduction/plain-config.ts";
import { plainNames } from "./reduction/plain-names.ts";
import { plainSchedule } from "./reduction/plain-schedule.ts";
import type { FailingCase, StillFails } from "./reduction/session.ts";
import { ReductionSession } from "./reduction/session.ts";
import { simplerValues } from "./reduction/simpler-values.ts";

/** Engine runs that one reduction may cost. */
export const REDUCTION_BUDGET = 400;

export interface ReductionOptions {
  /** The date of the violation: days after it are tried first. */
  readonly violationDate?: string | null;
  /** Engine runs that may be spent. */
  readonly budget?: number;
  /** Lets strategies be replaced by what they answered. */
  readonly recordedBooks?: RecordedBooks;
}

/** What came of a reduction. */
export interface Reduction extends FailingCase {
  /** Changes that were kept. */
  readonly steps: number;
  /** Engine runs that were spent. */
  readonly runs: number;
}

/**
 * The smallest failing scenario that can be reached: few days and assets, plain settings, values to work with by hand.
 * It works on the scenario itself, not on what generated it, so recorded scenarios reduce as well. A candidate counts
 * only when `stillFails` says that it fails in the same way. Deterministic; spends at most `budget` engine runs.
 */
export async function reduce(
  start: FailingCase,
  stillFails: StillFails,
  { violationDate = null, budget = REDUCTION_BUDGET, recordedBooks = async () => undefined }: ReductionOptions = {},
): Promise<Reduction> {
  const session = new ReductionSession(start, stillFails, budget);
  await endAtViolation(session, violationDate);
  await outrightWeights(session, recordedBooks);
  let kept = -1;
  while (kept !== session.steps && !session.exhausted) {
    kept = session.steps;
    await plainConfig(session);
    await plainSchedule(session);
    await fewerAssets(session);
    await fewerRebalances(session);
    await fewerDays(session);
    await simplerValues(session);
  }
  await plainNames(session);
  return { ...session.current, steps: session.steps, runs: session.runs };
}
