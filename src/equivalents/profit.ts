import type { Stages } from "../engine/stages.ts";
import type { Equivalent } from "./equivalent.ts";

/** Sums of the terms w·r of a bar, by other roads than the reference's four accumulators. */

type Dot = (weights: Float64Array, earned: Float64Array) => number;

export const pairwiseProfit: Equivalent = {
  id: "profit-summed-pairwise",
  road: "P&L is summed by halves, as numpy does",
  stages: (reference) => settlingBy(reference, (weights, earned) => pairwise(productsOf(weights, earned))),
};

export const compensatedProfit: Equivalent = {
  id: "profit-summed-with-compensation",
  road: "P&L is summed with Kahan's compensation",
  stages: (reference) => settlingBy(reference, (weights, earned) => compensated(productsOf(weights, earned))),
};

export const backwardsProfit: Equivalent = {
  id: "profit-summed-backwards",
  road: "P&L is summed from the last asset to the first",
  stages: (reference) =>
    settlingBy(reference, (weights, earned) => productsOf(weights, earned).reduceRight((sum, term) => sum + term, 0)),
};

export const fusedProfit: Equivalent = {
  id: "profit-by-fused-multiply-add",
  road: "P&L keeps what its products round off, as a fused multiply-add does",
  stages: (reference) =>
    settlingBy(reference, (weights, earned) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) {
        const product = weights[i]! * earned[i]!;
        sum = sum + product + roundedOff(weights[i]!, earned[i]!, product);
      }
      return sum;
    }),
};

function settlingBy(reference: Stages, dot: Dot): Stages {
  return {
    ...reference,
    settle(scenario, held) {
      const settled = reference.settle(scenario, held);
      const { assets, returns } = scenario.market;
      const inSimple = scenario.config.conventions.returns === "simple";
      const width = assets.length;
      const grossReturn = settled.grossReturn.map((gross, t) => {
        const book = held.bookOf[t]!;
        if (book < 0) return gross;
        const row = returns.subarray(t * width, (t + 1) * width);
        return dot(held.books.subarray(book * width, (book + 1) * width), inSimple ? row.map(Math.expm1) : row);
      });
      return { ...settled, grossReturn };
    },
  };
}

function productsOf(weights: Float64Array, earned: Float64Array): Float64Array {
  return weights.map((weight, i) => weight * earned[i]!);
}

function pairwise(terms: Float64Array): number {
  if (terms.length <= 1) return terms[0] ?? 0;
  const half = terms.length >> 1;
  return pairwise(terms.subarray(0, half)) + pairwise(terms.subarray(half));
}

function compensated(terms: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const term of terms) {
    const corrected = term - lost;
    const next = sum + corrected;
    lost = next - sum - corrected;
    sum = next;
  }
  return sum;
}

/** a·b less its rounded product, exactly (Dekker 1971, "A floating-point technique for extending the precision"). */
function roundedOff(a: number, b: number, product: number): number {
  const [highA, lowA] = halves(a);
  const [highB, lowB] = halves(b);
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function halves(value: number): readonly [high: number, low: number] {
  const spread = 134_217_729 * value; // 2^27 + 1
  const high = spread - (spread - value);
  return [high, value - high];
}
