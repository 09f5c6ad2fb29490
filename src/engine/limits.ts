import type { Config } from "../model/config.ts";
import { LimitError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import type { WeightList } from "./book.ts";

/** A book that is over a limit by rounding alone (0.1 added up ten times) is not over it. */
const ROUNDING = 1e-12;

/**
 * The limits that weights_post has to keep: those of the config, less what an overlay may add to it afterwards. The
 * config was checked: something is left.
 */
export function limitsOfTargets({ limits, allocator }: Config): Config["limits"] {
  const { overlay } = allocator;
  if (overlay === undefined) return limits;
  return { maxAssetWeight: limits.maxAssetWeight - overlay.budget, maxGross: limits.maxGross - overlay.budget };
}

/**
 * Refuses a book over its limits under a policy that does not scale. Throws a LimitError naming date, asset, weight
 * and limit; for the gross limit the asset with the largest weight, which is where to start cutting.
 */
export function checkLimits({ market, config }: Scenario, row: number, list: WeightList, gross: number): void {
  const { maxAssetWeight, maxGross } = limitsOfTargets(config);
  const less = config.allocator.overlay === undefined ? "" : " less the overlay's budget";
  let largest = 0;
  let at = 0;
  for (let j = 0; j < list.count; j++) {
    const size = Math.abs(list.weights[j]!);
    if (size <= largest) continue;
    largest = size;
    at = j;
  }
  const asset = market.assets[list.columns[at]!]!;
  const weight = list.weights[at]!;
  if (largest > maxAssetWeight * (1 + ROUNDING)) {
    throw new LimitError({
      what: "a weight is over its limit",
      where: `weights_post at ${market.dates[row]}, ${asset}`,
      expected: `|weight| ≤ limits.maxAssetWeight${less} = ${maxAssetWeight}`,
      actual: String(weight),
      hint: hint(config.exposure.kind),
    });
  }
  if (gross > maxGross * (1 + ROUNDING)) {
    throw new LimitError({
      what: "the gross of a book is over its limit",
      where: `weights_post at ${market.dates[row]}`,
      expected: `gross ≤ limits.maxGross${less} = ${maxGross}`,
      actual: `${gross}, most of it in ${asset} with weight ${weight}`,
      hint: hint(config.exposure.kind),
    });
  }
}

function hint(exposure: string): string {
  return `exposure "${exposure}" does not scale; lower the weights or raise the limit`;
}
