import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { built, strategiesOf, withRows } from "./build.ts";
import { sameScenario } from "./same-scenario.ts";

/** An asset that nobody holds. */
export interface AbsentAsset {
  readonly column: number;
  /** Its returns are all 0, so that it moves no correlation either. */
  readonly flat: boolean;
}

const NAME = "ABSENT";

/**
 * The same scenario with one more asset, somewhere among the others, that has weight 0 in every book. Half of the time
 * it moves, half of the time it does not. A text says why it would not be absent.
 */
export function addAbsentAsset(scenario: Scenario, random: Random): Scenario | string {
  const { market, config } = scenario;
  const rule = strategiesOf(config).find(({ kind }) => kind !== "weights");
  if (rule !== undefined) return `the strategy "${rule.kind}" would give the new asset a weight`;
  const flat = readsCorrelations(scenario) || random.chance(0.5);
  const returns = market.dates.map((_, t) => (flat || t === 0 ? 0 : 0.02 * random.normal()));
  return withAsset(scenario, NAME, random.integer(market.assets.length + 1), returns);
}

/** The asset that the second scenario has and the first has not; undefined where more than that differs. */
export function absentAsset(scenario: Scenario, followUp: Scenario): AbsentAsset | undefined {
  const { assets, returns, dates } = followUp.market;
  if (assets.length !== scenario.market.assets.length + 1) return undefined;
  const column = assets.findIndex((asset, i) => asset !== scenario.market.assets[i]);
  const own = dates.map((_, t) => returns[t * assets.length + column]!);
  const rebuilt = withAsset(scenario, assets[column]!, column, own);
  if (typeof rebuilt === "string" || !sameScenario(rebuilt, followUp)) return undefined;
  const flat = own.every((value) => value === 0);
  return flat || !readsCorrelations(scenario) ? { column, flat } : undefined;
}

/** Whether the scalars or the overlay follow the layers, which read the correlations of all assets, held or not. */
function readsCorrelations({ config: { allocator } }: Scenario): boolean {
  if (allocator.overlay !== undefined) return true;
  return allocator.mode === "compute" && (allocator.scalars === undefined || allocator.sleeveScalars !== undefined);
}

function withAsset(scenario: Scenario, name: string, column: number, own: readonly number[]): Scenario | string {
  const { market, config } = scenario;
  const width = market.assets.length;
  const returns = new Float64Array(own.length * (width + 1));
  for (let t = 0; t < own.length; t++) {
    const row = [...market.returns.subarray(t * width, (t + 1) * width)];
    returns.set(row.toSpliced(column, 0, own[t]!), t * (width + 1));
  }
  const assets = market.assets.toSpliced(column, 0, name);
  return built(
    { dates: market.dates, assets, returns },
    withRows(config, (row) => row.toSpliced(column, 0, 0)),
  );
}
