import type { FailingCase, Remake, StillFails } from "../../../src/campaign/reduction/session.ts";
import { ReductionSession } from "../../../src/campaign/reduction/session.ts";
import type { Scenario } from "../../../src/model/scenario.ts";

/** A reduction of something that fails where `fails` says so; it notes every scenario that is tried. */
export function sessionOf(
  start: FailingCase,
  fails: (candidate: FailingCase) => boolean,
  { budget = 1_000, remake }: { budget?: number; remake?: Remake } = {},
): { session: ReductionSession; tried: Scenario[] } {
  const tried: Scenario[] = [];
  const stillFails: StillFails = async (candidate) => {
    tried.push(candidate.scenario);
    return fails(candidate);
  };
  const runsPerCase = start.followUp === undefined ? 1 : 2;
  const trials = { stillFails, runsPerCase, ...(remake === undefined ? {} : { remake }) };
  return { session: new ReductionSession(start, trials, budget), tried };
}

/** The weights asked for, by date. */
export function booksOf(scenario: Scenario): Record<string, number[] | null> {
  const strategy = scenario.config.sleeves[0]?.strategy;
  if (strategy?.kind !== "weights") return {};
  return Object.fromEntries(strategy.dates.map((date, k) => [date, strategy.values[k]!]));
}

/** So many days without a move, of one asset. */
export function days(count: number): Record<string, number[]> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, t) => [`2024-01-${String(t + 1).padStart(2, "0")}`, [0]]),
  );
}
