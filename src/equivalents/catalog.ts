import { costsInParts, grossFromWeights, leverageBeforeWeights, reversedAssets, scalarByReciprocal } from "./books.ts";
import type { Equivalent } from "./equivalent.ts";
import { drawdownByDifference, simpleByExp } from "./measures.ts";
import { backwardsProfit, compensatedProfit, fusedProfit, pairwiseProfit } from "./profit.ts";
import { singlePrecision } from "./single-precision.ts";

/** Every equivalent engine, those in double precision first. */
export const equivalents: readonly Equivalent[] = [
  pairwiseProfit,
  compensatedProfit,
  backwardsProfit,
  fusedProfit,
  reversedAssets,
  leverageBeforeWeights,
  grossFromWeights,
  scalarByReciprocal,
  costsInParts,
  drawdownByDifference,
  simpleByExp,
  singlePrecision,
];
