import type { StaticRule } from "../src/flow/rule.ts";
import { FULL_VECTOR } from "../src/flow/trace/lens.ts";
import { trace } from "../src/flow/trace/trace.ts";

/**
 * Why: a writer that was handed only the assets traded last made 13 assets out of the artifact's 1.
 * Blind to: what the writer does with the vector that it is handed.
 */
export const artifactWriter: StaticRule = {
  id: "artifact-writer",
  title:
    "The writer of a weights artifact is given the full vector that risk targeting returned, changed by scalars only",
  sources: "what risk targeting returns, e.g. `scaleWeights` or `target().post`",
  sinks: "what the writer is given, e.g. `writeWeights#0`",
  inspect: (request) => trace(request, FULL_VECTOR),
};
