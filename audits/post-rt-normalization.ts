import type { StaticRule } from "../src/flow/rule.ts";
import { trace } from "../src/flow/trace/trace.ts";
import { WEIGHT_WORDS } from "../src/model/audit-words.ts";

export const postRtNormalization: StaticRule = {
  id: "post-rt-normalization",
  title: "From risk targeting to P&L nothing but scalars, alignment and a linear sum is done to the weights",
  why: "A renormalization after risk targeting takes the leverage away again, and no table of the run need show it.",
  blindTo: "What happens inside the source, and before it.",
  words: WEIGHT_WORDS,
  invariant: "exposure/no-post-rt-renormalization",
  sources: "what risk targeting returns, e.g. `scaleWeights` or `target().post`",
  sinks: "the weights that make P&L, e.g. `portfolioReturn#0`, or what P&L is kept in, e.g. `var:portfolioReturnsLog`",
  inspect: (request, lent) => trace(request, lent),
};
