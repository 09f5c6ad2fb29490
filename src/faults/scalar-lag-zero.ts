import type { Fault } from "./fault.ts";
import { withApplied } from "./parts/books.ts";

export const scalarLagZero: Fault = {
  id: "scalar-lag-zero",
  story: "The scalar computed at a rebalance is applied at that rebalance: the gate knows the day it trades.",
  source: "go-trader#730",
  breaks: ["exposure/scalar-lags-one-rebalance", "relation/scalar-effect-lagged"],
  stages: (reference) => withApplied(reference, ({ computed }) => computed),
};
