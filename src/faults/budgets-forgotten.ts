import type { Fault } from "./fault.ts";

export const budgetsForgotten: Fault = {
  id: "budgets-forgotten",
  story: "The sleeves' answers are added up without their budgets: two sleeves of 60% make a book of 120%.",
  source: "Riskfolio-Lib#174",
  breaks: ["exposure/pre-weights-follow-budgets"],
  stages: (reference) => ({
    ...reference,
    construct(scenario, scheduled) {
      const books = reference.construct(scenario, scheduled);
      return { ...books, pre: books.model };
    },
  }),
};
