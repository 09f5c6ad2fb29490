import { dayNumber, isoDate } from "../model/calendar.ts";
import type { Scenario } from "../model/scenario.ts";
import { renameDates } from "./reduction/edits.ts";
import { endAtViolation, fewerAssets, fewerDays, fewerDecisions } from "./reduction/fewer-rows.ts";
import { plainConfig } from "./reduction/plain-config.ts";
import { plainSchedule } from "./reduction/plain-schedule.ts";
import type { FailingCase, StillFails } from "./reduction/session.ts";
import { ReductionSession } from "./reduction/session.ts";
import { simplerValues } from "./reduction/simpler-values.ts";

/** Engine runs that one reduction may cost. */
export const REDUCTION_BUDGET = 400;

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
  { violationDate = null, budget = REDUCTION_BUDGET }: { violationDate?: string | null; budget?: number } = {},
): Promise<Reduction> {
  const session = new ReductionSession(start, stillFails, budget);
  await endAtViolation(session, violationDate);
  let kept = -1;
  while (kept !== session.steps && !session.exhausted) {
    kept = session.steps;
    await plainConfig(session);
    await plainSchedule(session);
    await fewerAssets(session);
    await fewerDays(session);
    await fewerDecisions(session);
    await simplerValues(session);
  }
  await session.attempt(renameDates(consecutiveDays(session.scenario)));
  return { ...session.current, steps: session.steps, runs: session.runs };
}

/** Names for the dates of a scenario: days in a row from a Tuesday on, so that gaps mean something where they stay. */
function consecutiveDays({ market }: Scenario): ReadonlyMap<string, string> {
  const first = dayNumber("2024-01-02");
  return new Map(market.dates.map((date, t) => [date, isoDate(first + t)]));
}
