import type { Fault } from "./fault.ts";

export const lookAheadOneBar: Fault = {
  id: "look-ahead-one-bar",
  story: "The signal reads the close of the bar that it trades on: whatever falls today is not bought today.",
  source: "go-trader#302",
  breaks: ["exposure/pre-weights-follow-budgets", "relation/no-look-ahead", "relation/matches-reference"],
  stages: (reference) => ({
    ...reference,
    construct(scenario, scheduled) {
      const books = reference.construct(scenario, scheduled);
      const { assets, returns } = scenario.market;
      const falls = (cell: number) => {
        const row = books.rows[Math.floor(cell / assets.length)]!;
        return returns[row * assets.length + (cell % assets.length)]! < 0;
      };
      const withoutLosers = (weights: Float64Array) => weights.map((weight, cell) => (falls(cell) ? 0 : weight));
      return { ...books, model: withoutLosers(books.model), pre: withoutLosers(books.pre) };
    },
  }),
};
