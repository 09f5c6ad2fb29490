import { panel } from "../model/panel.ts";
import type { Fault } from "./fault.ts";
import { altered } from "./parts/altered-run.ts";

const FIRST_PRICE = 100;

function quantities(weights: Float64Array, returns: Float64Array, equity: Float64Array, width: number): Float64Array {
  const price = new Float64Array(width).fill(FIRST_PRICE);
  return weights.map((weight, cell) => {
    const asset = cell % width;
    price[asset] = price[asset]! * Math.exp(returns[cell]!);
    return (weight * equity[Math.floor(cell / width)]!) / price[asset]!;
  });
}

export const artifactWeightsAreQuantities: Fault = {
  id: "artifact-weights-are-quantities",
  story: "The column called weights holds numbers of shares: weight × equity / price (SPY: 172).",
  source: "Lean#9259",
  breaks: ["accounting/run-and-artifact-pnl-agree", "calendar/daily-weights-carry-forward"],
  stages: (reference) => ({
    ...reference,
    record(ledger) {
      const { market } = ledger.scenario;
      const width = market.assets.length;
      return altered(reference.record(ledger), {
        table: (name, table) =>
          name === "weights_daily"
            ? panel(table.dates, table.columns, quantities(table.values, market.returns, ledger.measured.equity, width))
            : table,
      });
    },
  }),
};
