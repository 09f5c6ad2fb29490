/** Our own gate: the reference engine on the built-in markets. An installed package imports `defineConfig` from "tieout". */
import { defineConfig } from "./src/model/settings.ts";

export default defineConfig({
  engine: "reference",
  subjects: [{ market: "futures-13" }, { market: "sp500" }, { market: "us-stocks" }],
  campaign: { cases: 2048, seed: 20240105 },
  golden: "golden",
  regressions: "fixtures/counterexamples",
});
