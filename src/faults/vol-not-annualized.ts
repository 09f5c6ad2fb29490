import type { Fault } from "./fault.ts";
import { misread, targetingWith } from "./parts/policy.ts";

export const volNotAnnualized: Fault = {
  id: "vol-not-annualized",
  story: "The volatility of a day is held against the target of a year: leverage is always at its cap.",
  source: "ffn#303",
  breaks: ["exposure/leverage-follows-target", "relation/matches-reference"],
  stages: (reference) =>
    targetingWith(reference, (scenario, books) => ({ scenario: misread(scenario, { annualization: 1 }), books })),
};
