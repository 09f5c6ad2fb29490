import type { Config, Strategy } from "../../model/config.ts";
import type { Edit } from "./edits.ts";
import { setConfig } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

type Rows = Extract<Strategy, { kind: "weights" }>;

/**
 * The books that everybody would try first, in place of those that are left: the first asset alone from the first date
 * on; else one and the same book at every rebalance, the last one, instead of a book each.
 */
export async function plainBooks(session: ReductionSession): Promise<void> {
  const { market } = session.scenario;
  const unit: Edit = setConfig((_, scenario) => ({
    sleeves: withRows(scenario.config, () => ({
      kind: "weights",
      dates: [scenario.market.dates[0]!],
      values: [scenario.market.assets.map((asset) => (asset === market.assets[0] ? 1 : 0))],
    })),
  }));
  if (await session.attempt(unit)) return;
  await session.attempt(setConfig((config) => ({ sleeves: withRows(config, repeatingTheLast) })));
}

function withRows({ sleeves }: Config, change: (rows: Rows) => Rows): Config["sleeves"] {
  return sleeves.map((sleeve) =>
    sleeve.strategy.kind === "weights" ? { ...sleeve, strategy: change(sleeve.strategy) } : sleeve,
  );
}

function repeatingTheLast(rows: Rows): Rows {
  const last = rows.values.findLast((row) => row !== null);
  return last === undefined ? rows : { ...rows, values: rows.values.map((row) => (row === null ? null : last)) };
}
