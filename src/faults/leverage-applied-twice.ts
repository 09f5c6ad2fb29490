import type { Fault } from "./fault.ts";
import { afterTargeting, multiply } from "./parts/books.ts";

export const leverageAppliedTwice: Fault = {
  id: "leverage-applied-twice",
  story: "The book is levered by risk targeting and once more by the step that sizes orders: leverage squared.",
  source: "jesse-ai/example-strategies#6",
  breaks: ["exposure/leverage-identity"],
  stages: (reference) => afterTargeting(reference, (book, k, targeted) => multiply(book, targeted.leverage[k]!)),
};
