import type { Answer, Setting, Strategist } from "./strategy.ts";

/** The same long weight 1/N in every asset, on every date that it is asked about. */
export function equalWeightStrategist({ assets }: Setting): Strategist {
  const answer: Answer = { kind: "target", weights: new Float64Array(assets.length).fill(1 / assets.length) };
  return { ask: () => answer };
}
