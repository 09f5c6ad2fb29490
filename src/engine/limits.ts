import type { Config } from "../model/config.ts";
import { LimitError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import type { WeightList } from "./book.ts";
import { grossOf, listWeights, weightList } from "./book.ts";

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

/** Refuses a book of weights_post over its limits under a policy that does not scale. Throws a LimitError. */
export function checkLimits(scenario: Scenario, row: number, list: WeightList, gross: number): void {
  const { exposure, allocator } = scenario.config;
  refuseOver(scenario, row, list, gross, {
    table: "weights_post",
    limits: limitsOfTargets(scenario.config),
    less: allocator.overlay === undefined ? "" : " less the overlay's budget",
    hint: `exposure "${exposure.kind}" does not scale; lower the weights or raise the limit`,
  });
}

/**
 * Refuses books of weights_scaled (K×N) over their limits. One scalar for all can only shrink a book; scalars by sleeve
 * can undo what one sleeve takes off another, and nothing clips afterwards. Throws a LimitError.
 */
export function checkScaledBySleeve(scenario: Scenario, rows: Int32Array, scaled: Float64Array): void {
  const width = scenario.market.assets.length;
  const list = weightList(width);
  for (let k = 0; k < rows.length; k++) {
    listWeights(list, scaled, k * width, width);
    refuseOver(scenario, rows[k]!, list, grossOf(list), {
      table: "weights_scaled",
      limits: scenario.config.limits,
      less: "",
      hint: "sleeves that offset each other are scaled apart; bring their scalars closer together or raise the limit",
    });
  }
}

/** What a book is held to, and how to say so. */
interface Rule {
  readonly table: "weights_post" | "weights_scaled";
  readonly limits: Config["limits"];
  readonly less: string;
  readonly hint: string;
}

/**
 * Throws a LimitError naming date, asset, weight and limit; for the gross limit the asset with the largest weight,
 * which is where to start cutting.
 */
function refuseOver({ market }: Scenario, row: number, list: WeightList, gross: number, rule: Rule): void {
  const { maxAssetWeight, maxGross } = rule.limits;
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
      where: `${rule.table} at ${market.dates[row]}, ${asset}`,
      expected: `|weight| ≤ limits.maxAssetWeight${rule.less} = ${maxAssetWeight}`,
      actual: String(weight),
      hint: rule.hint,
    });
  }
  if (gross > maxGross * (1 + ROUNDING)) {
    throw new LimitError({
      what: "the gross of a book is over its limit",
      where: `${rule.table} at ${market.dates[row]}`,
      expected: `gross ≤ limits.maxGross${rule.less} = ${maxGross}`,
      actual: `${gross}, most of it in ${asset} with weight ${weight}`,
      hint: rule.hint,
    });
  }
}
