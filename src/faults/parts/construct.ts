import type { Stages } from "../../engine/stages.ts";
import type { Scenario } from "../../model/scenario.ts";

/** The reference with each weight of the model's books changed before targeting; `column` is the asset's. */
export function changingModel(
  reference: Stages,
  change: (weight: number, column: number, scenario: Scenario) => number,
): Stages {
  return {
    ...reference,
    construct(scenario, scheduled) {
      const books = reference.construct(scenario, scheduled);
      const width = scenario.market.assets.length;
      const changed = (matrix: Float64Array) => matrix.map((weight, cell) => change(weight, cell % width, scenario));
      const sleeves = books.sleeves === undefined ? {} : { sleeves: changed(books.sleeves) };
      return { ...books, model: changed(books.model), pre: changed(books.pre), ...sleeves };
    },
  };
}
