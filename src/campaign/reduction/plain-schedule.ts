import type { Config, Sleeve } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scheduledRows } from "../../scenarios/schedule.ts";
import { dropSleeves, setConfig } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/**
 * Strategies as weights outright and every date scheduled: rows that were never read go, and the rows that are left
 * are the rebalances. After that, days can go without a schedule that would pick others. Where the failure needs the
 * schedule, its dates are written out.
 */
export async function plainSchedule(session: ReductionSession): Promise<void> {
  await session.dropChunks(
    session.scenario.config.sleeves.map(({ name }) => name),
    (names) => dropSleeves(new Set(names)),
  );
  const everyDay = setConfig((config, scenario) => ({
    rebalance: "day",
    sleeves: config.sleeves.map((sleeve) => outright(sleeve, datesOf(scenario, config), scenario)),
  }));
  const { rebalance } = session.scenario.config;
  if ((await session.attempt(everyDay)) || rebalance === "day" || isListed(rebalance)) return;
  await session.attempt(setConfig((config, scenario) => ({ rebalance: { dates: datesOf(scenario, config) } })));
}

function isListed(rebalance: Config["rebalance"]): boolean {
  return typeof rebalance === "object" && "dates" in rebalance;
}

function datesOf({ market }: Scenario, { rebalance }: Config): string[] {
  return scheduledRows(market.dates, rebalance).map((row) => market.dates[row]!);
}

/** A sleeve that answers on the scheduled dates only; a strategy with a rule of its own becomes a plain long book. */
function outright(sleeve: Sleeve, scheduled: readonly string[], { market }: Scenario): Sleeve {
  const { strategy } = sleeve;
  if (strategy.kind !== "weights") {
    const row = market.assets.map(() => 1 / market.assets.length);
    const values = scheduled.map(() => [...row]);
    return { ...sleeve, strategy: { kind: "weights", dates: [...scheduled], values } };
  }
  const read = new Set(scheduled);
  const kept = [...strategy.dates.keys()].filter((k) => read.has(strategy.dates[k]!));
  return {
    ...sleeve,
    strategy: {
      kind: "weights",
      dates: kept.map((k) => strategy.dates[k]!),
      values: kept.map((k) => strategy.values[k]!),
    },
  };
}
