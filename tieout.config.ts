/** Our own gate: the reference engine on the built-in markets. An installed package imports `defineConfig` from "tieout". */
import { defineConfig } from "./src/model/settings.ts";
import type { TraceRequestInput } from "./src/model/trace-request.ts";

/** Our engine from weights_post on. */
const engineAudit: Omit<TraceRequestInput, "sinks"> = {
  project: ".",
  sources: ["target().post"],
  entries: ["runStages"],
  types: false, // `npm run types` checks them
  // Arrays out of one buffer, and scalars that are made of the shadow book and lag by one rebalance.
  models: { "Block.column": "zeros", doubles: "zeros", integers: "zeros", bytes: "zeros", assess: "given" },
  // Drifting positions, an overlay and scalars by sleeve are by design no scaling of weights_post.
  assume: {
    "config.holding": "constant-weights",
    "config.allocator.overlay": null,
    "config.allocator.sleeveScalars": null,
  },
};

export default defineConfig({
  engine: "reference",
  subjects: [{ market: "futures-13" }, { market: "sp500" }, { market: "us-stocks" }],
  campaign: { cases: 2048, seed: 20240105 },
  golden: "golden",
  regressions: "fixtures/counterexamples",
  chains: "chains",
  audits: [
    { ...engineAudit, rule: "post-rt-normalization", sinks: ["var:grossReturn"] },
    {
      ...engineAudit,
      rule: "artifact-writer",
      entries: ["runStages().table"],
      sinks: ["books#0"],
      assume: { ...engineAudit.assume, "table.name": "weights_post" },
    },
    { ...engineAudit, rule: "lagged-scalar", sources: ["computedScalars"], sinks: ["scaleBooks#1"] },
    {
      rule: "determinism",
      project: ".",
      entries: ["runStages"],
      types: false,
      // Arrays out of one buffer, which is never handed out twice.
      models: { doubles: "given", integers: "given", bytes: "given" },
    },
    {
      rule: "look-ahead",
      project: ".",
      sources: ["construct#0.market.returns/width"],
      entries: ["src/engine/construct.ts:construct"],
      sinks: ["addAnswer#2@t"],
      types: false,
      models: { doubles: "zeros", integers: "zeros" },
    },
  ],
});
