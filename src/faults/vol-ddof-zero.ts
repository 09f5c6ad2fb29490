import type { Fault } from "./fault.ts";
import { misread, targetingWith } from "./parts/policy.ts";

export const volDdofZero: Fault = {
  id: "vol-ddof-zero",
  story:
    "The population's standard deviation where the sample's is declared: too little volatility, most of all in short windows.",
  source: "numpy's default of ddof 0",
  breaks: ["exposure/leverage-follows-target"],
  stages: (reference) =>
    targetingWith(reference, (scenario, books) => ({ scenario: misread(scenario, { ddof: 0 }), books })),
};
