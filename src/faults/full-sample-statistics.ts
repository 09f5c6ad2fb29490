import type { Fault } from "./fault.ts";
import { targetingWith } from "./parts/policy.ts";

export const fullSampleStatistics: Fault = {
  id: "full-sample-statistics",
  story: "Volatility is taken over the whole sample once and used on every date.",
  source: "AgenticTrading#486",
  breaks: ["exposure/leverage-follows-target", "relation/no-look-ahead", "relation/prefix-consistent"],
  stages: (reference) =>
    targetingWith(reference, (scenario, books, policy) => {
      const bars = scenario.market.dates.length;
      const exposure = { ...policy, volWindow: bars };
      return {
        scenario: { ...scenario, config: { ...scenario.config, exposure } },
        books: { ...books, rows: books.rows.map(() => bars) },
      };
    }),
};
