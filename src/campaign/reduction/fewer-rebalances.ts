import { warmupOf } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scheduledRows } from "../../scenarios/schedule.ts";
import { outrightParts } from "./config-parts.ts";
import type { Edit } from "./edits.ts";
import { dropRows, setConfig } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/** Decisions that the failure does not need: whole rebalances with their scalars, then rows of single sleeves. */
export async function fewerRebalances(session: ReductionSession): Promise<void> {
  const { allocator } = session.scenario.config;
  if (allocator.mode === "compute" && (allocator.scalars ?? []).length > 0) {
    await session.dropChunks(rebalancesOf(session.scenario), (dates) => dropRebalances(new Set(dates)));
  }
  for (const { name, strategy } of outrightParts(session.scenario.config)) {
    await session.dropChunks(strategy.dates, (dates) => dropRows(name, new Set(dates)));
  }
}

/** Takes rebalances out together with the scalars computed at them, so that the later ones keep theirs. */
export function dropRebalances(dropped: ReadonlySet<string>): Edit {
  return (scenario) => {
    const rebalances = rebalancesOf(scenario);
    let edited: Scenario | undefined = scenario;
    for (const { name } of scenario.config.sleeves) edited = edited && dropRows(name, dropped)(edited);
    const withoutScalars = setConfig(({ allocator }) => {
      if (allocator.mode !== "compute") return {};
      const scalars = (allocator.scalars ?? []).filter((_, k) => !dropped.has(rebalances[k] ?? ""));
      return { allocator: { ...allocator, scalars } };
    });
    return edited && withoutScalars(edited);
  };
}

/** The dates on which a scenario of weights outright is rebalanced: scheduled, with enough history, some row there. */
function rebalancesOf({ market, config }: Scenario): string[] {
  const answered = new Set(
    config.sleeves.flatMap(({ strategy }) =>
      strategy.kind === "weights" ? strategy.dates.filter((_, k) => strategy.values[k] !== null) : [],
    ),
  );
  const warmup = warmupOf(config);
  const eligible = scheduledRows(market.dates, config.rebalance).filter((row) => warmup === 0 || row > warmup);
  return eligible.map((row) => market.dates[row]!).filter((date) => answered.has(date));
}
