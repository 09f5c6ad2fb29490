import { dropAssets, dropDays } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/** Everything after the day of the violation, at once: what comes later seldom matters. */
export async function endAtViolation(session: ReductionSession, date: string | null): Promise<void> {
  if (date === null) return;
  const later = session.scenario.market.dates.filter((each) => each > date);
  if (later.length === 0) return;
  if (await session.attempt(dropDays(new Set(later)))) return;
  await session.attempt(dropDays(new Set(later.slice(1))));
}

/** Days that the failure does not need. */
export async function fewerDays(session: ReductionSession): Promise<void> {
  await session.dropChunks(session.scenario.market.dates, (days) => dropDays(new Set(days)));
}

/** Assets that the failure does not need. */
export async function fewerAssets(session: ReductionSession): Promise<void> {
  await session.dropChunks(session.scenario.market.assets, (assets) => dropAssets(new Set(assets)));
}
