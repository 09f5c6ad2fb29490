import type { Fault } from "./fault.ts";
import { afterTargeting, rowOf } from "./parts/books.ts";

export const volFrozenAssets: Fault = {
  id: "vol-frozen-assets",
  story: "Risk targeting remembers the assets of its first book; those that come later are passed on unlevered.",
  source: "bt#524",
  breaks: ["exposure/leverage-identity"],
  stages: (reference) => ({
    ...reference,
    target(scenario, books) {
      const width = scenario.market.assets.length;
      const known = rowOf(books.pre, 0, width);
      return afterTargeting(reference, (book, _k, _targeted, _scenario, pre) => {
        for (let i = 0; i < width; i++) if (known[i] === 0) book[i] = pre[i]!;
      }).target(scenario, books);
    },
  }),
};
