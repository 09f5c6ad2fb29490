import { relative } from "../../src/numeric/tolerance.ts";
import { answerBounds } from "../../src/verify/answer-bounds.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const modelWeightsUnlevered = runInvariant({
  id: "exposure/model-weights-unlevered",
  title: "Model weights are no larger than strategies may answer: 1 a sleeve, or the rows that were given",
  severity: "error",
  why: `Fractions of net asset value of a levered book were returned as model weights; each rebalance levered them
    again, and nothing downstream could tell.`,
  independentOf: "the engine's strategies: the bound follows from the config, the gross from the recorded books.",
  blindTo: "leverage in an answer that would be smaller without it.",
  needs: ["weights_model", "config"],
  tolerance: relative(1e-9),
  check({ run, weights_model, config }, probe) {
    const { gross } = bookSizes(run, "weights_model");
    const { model } = answerBounds(config, weights_model.dates);
    const cells = probe.cells("weights_model", weights_model.dates, undefined, (k) => {
      return `Σ|weights_model| of ${config.sleeves.length} sleeves is ${model[k]} at most where nothing is levered`;
    });
    for (let k = 0; k < gross.length; k++) cells.atMost(k, 0, gross[k]!, model[k]!);
  },
});
