import type { StaticRule } from "../src/flow/rule.ts";
import { LAGGED } from "../src/flow/trace/lens.ts";
import { trace } from "../src/flow/trace/trace.ts";
import { WEIGHT_WORDS } from "../src/model/audit-words.ts";

export const laggedScalar: StaticRule = {
  id: "lagged-scalar",
  title: "The scalar applied at a rebalance is the one computed at the rebalance before",
  why: "A regime gate that is not shifted applies at the close what only the close has told.",
  blindTo: "a lag of more than one rebalance, and scalars that are read from a file",
  words: WEIGHT_WORDS,
  invariant: "exposure/scalar-lags-one-rebalance",
  sources: "what computes the scalars, e.g. `riskScalar` or `computedScalars`",
  sinks: "the scalar that the weights are multiplied by, e.g. `scaleBooks#1`",
  inspect: (request, lent) => trace(request, lent, LAGGED),
};
