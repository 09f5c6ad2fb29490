import type { Fault } from "./fault.ts";

export const offByOneEarningDate: Fault = {
  id: "off-by-one-earning-date",
  story: "A book earns from the bar after the one it is dated: the first day of each trade is lost.",
  source: "Lean#3927",
  breaks: ["accounting/pnl-linear-in-weights", "accounting/run-and-artifact-pnl-agree", "relation/matches-reference"],
  stages: (reference) => ({
    ...reference,
    settle: (scenario, held) =>
      reference.settle(scenario, { ...held, bookOf: held.bookOf.map((_, t) => (t === 0 ? -1 : held.bookOf[t - 1]!)) }),
  }),
};
