import { dayNumber, isoDate } from "../../model/calendar.ts";
import type { Config } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";
import { renameDates, setConfig, withNegated } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/**
 * The names and signs that everybody would choose, where the failure does not need others: days in a row, sleeves
 * named in order, long rather than short. The same bug then ends in the same file whatever seed found it.
 */
export async function plainNames(session: ReductionSession): Promise<void> {
  await session.attempt(renameDates(consecutiveDays(session.scenario)));
  await session.attempt(renameAssets);
  await session.attempt(
    setConfig(({ sleeves }) => ({ sleeves: sleeves.map((each, i) => ({ ...each, name: `s${i + 1}` })) })),
  );
  for (const asset of session.scenario.market.assets) {
    if (firstWeight(session.scenario, asset) < 0) await session.attempt(withNegated(asset));
  }
}

/** Names for the dates of a scenario: days in a row from a Tuesday on, so that gaps mean something where they stay. */
function consecutiveDays({ market }: Scenario): ReadonlyMap<string, string> {
  const first = dayNumber("2024-01-02");
  return new Map(market.dates.map((date, t) => [date, isoDate(first + t)]));
}

const renameAssets: Edit = ({ market, config }) => ({
  market: { ...market, assets: market.assets.map((_, i) => String.fromCharCode(65 + (i % 26)) + (i < 26 ? "" : i)) },
  config,
});

function firstWeight({ market, config }: Scenario, asset: string): number {
  const column = market.assets.indexOf(asset);
  return rowsOf(config).find((row) => (row[column] ?? 0) !== 0)?.[column] ?? 0;
}

function rowsOf({ sleeves }: Config): number[][] {
  return sleeves.flatMap(({ strategy }) =>
    strategy.kind === "weights" ? strategy.values.filter((row) => row !== null) : [],
  );
}
