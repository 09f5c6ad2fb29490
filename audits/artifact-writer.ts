import type { StaticRule } from "../src/flow/rule.ts";
import { FULL_VECTOR } from "../src/flow/trace/lens.ts";
import { trace } from "../src/flow/trace/trace.ts";
import { WEIGHT_WORDS } from "../src/model/audit-words.ts";

export const artifactWriter: StaticRule = {
  id: "artifact-writer",
  title:
    "The writer of a weights artifact is given the full vector that risk targeting returned, changed by scalars only",
  why: "A writer that was handed only the assets traded last made one asset of the artifact's 13.",
  blindTo: "What the writer does with the vector that it is handed.",
  words: WEIGHT_WORDS,
  invariant: "accounting/artifacts-cover-every-asset",
  sources: "what risk targeting returns, e.g. `scaleWeights` or `target().post`",
  sinks: "what the writer is given, e.g. `writeWeights#0`",
  inspect: (request, lent) => trace(request, lent, FULL_VECTOR),
};
