import type { Config, Strategy } from "../../model/config.ts";
import { lookbackOf } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scheduledRows } from "../../scenarios/schedule.ts";
import type { Edit } from "./edits.ts";
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
  if (await session.attempt(everyDay)) return;
  if (session.scenario.config.sleeves.some(({ strategy }) => strategy.kind !== "weights")) {
    await session.attempt(plainRules);
    if (await session.attempt(setConfig(() => ({ rebalance: "day" })))) return;
  }
  const { rebalance } = session.scenario.config;
  if (rebalance === "day" || isListed(rebalance)) return;
  await session.attempt(setConfig((config, scenario) => ({ rebalance: { dates: datesOf(scenario, config) } })));
}

/** Every date scheduled, and strategies that answer on the dates that were scheduled before. */
export const everyDay: Edit = setConfig((config, scenario) => {
  const scheduled = datesOf(scenario, config);
  return {
    rebalance: "day",
    sleeves: config.sleeves.map((sleeve) => ({ ...sleeve, strategy: outright(sleeve.strategy, scheduled, scenario) })),
  };
});

/** Where a rule is needed: momentum, in its plainest form, with the history that the rule had. */
const plainRules: Edit = setConfig(({ sleeves }) => ({
  sleeves: sleeves.map((sleeve) => {
    const period = lookbackOf(sleeve.strategy);
    if (period < 2) return sleeve;
    return { ...sleeve, strategy: { kind: "momentum", period, skip: 0, fraction: 0.2 } };
  }),
}));

function isListed(rebalance: Config["rebalance"]): boolean {
  return typeof rebalance === "object" && "dates" in rebalance;
}

function datesOf({ market }: Scenario, { rebalance }: Config): string[] {
  return scheduledRows(market.dates, rebalance).map((row) => market.dates[row]!);
}

/** Weights on the scheduled dates only; a strategy with a rule of its own becomes a plain long book. */
function outright(strategy: Strategy, scheduled: readonly string[], { market }: Scenario): Strategy {
  if (strategy.kind !== "weights") {
    const row = market.assets.map(() => 1 / market.assets.length);
    return { kind: "weights", dates: [...scheduled], values: scheduled.map(() => row) };
  }
  const read = new Set(scheduled);
  const kept = [...strategy.dates.keys()].filter((k) => read.has(strategy.dates[k]!));
  return {
    kind: "weights",
    dates: kept.map((k) => strategy.dates[k]!),
    values: kept.map((k) => strategy.values[k]!),
  };
}
