import type { Config, Sleeve, Strategy } from "../model/config.ts";
import { TieoutError } from "../model/errors.ts";
import type { Market } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";

/** The scenario; where market and config make no valid one, the reason. */
export function built(market: Market, config: Config): Scenario | string {
  try {
    return createScenario(market, config);
  } catch (error) {
    if (error instanceof TieoutError) return error.message;
    throw error;
  }
}

/** One row of weights given outright, or `null` for *hold*. */
type ChangeRow = (row: readonly number[]) => number[];

/** Every strategy of a config: the sleeves' and the overlay's. */
export function strategiesOf({ sleeves, allocator }: Config): readonly Strategy[] {
  const strategies = sleeves.map(({ strategy }) => strategy);
  return allocator.overlay === undefined ? strategies : [...strategies, allocator.overlay.strategy];
}

/** The config with each row of weights given outright changed, the sleeves' and the overlay's. */
export function withRows(config: Config, change: ChangeRow): Config {
  const { allocator } = config;
  const sleeves = config.sleeves.map((sleeve): Sleeve => {
    return { ...sleeve, strategy: changedRows(sleeve.strategy, change) };
  });
  if (allocator.overlay === undefined) return { ...config, sleeves };
  const overlay = { ...allocator.overlay, strategy: changedRows(allocator.overlay.strategy, change) };
  return { ...config, sleeves, allocator: { ...allocator, overlay } };
}

function changedRows(strategy: Strategy, change: ChangeRow): Strategy {
  if (strategy.kind !== "weights") return strategy;
  return { ...strategy, values: strategy.values.map((row) => (row === null ? null : change(row))) };
}

/** The market with its columns picked from the old ones: column i of the answer is column `columns[i]`. */
export function pickColumns({ market }: Scenario, columns: readonly number[]): Float64Array {
  const width = market.assets.length;
  const picked = new Float64Array(market.dates.length * columns.length);
  for (let t = 0; t < market.dates.length; t++) {
    for (let i = 0; i < columns.length; i++) {
      picked[t * columns.length + i] = market.returns[t * width + columns[i]!]!;
    }
  }
  return picked;
}
