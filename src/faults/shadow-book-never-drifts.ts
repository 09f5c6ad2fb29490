import type { Fault } from "./fault.ts";

export const shadowBookNeverDrifts: Fault = {
  id: "shadow-book-never-drifts",
  story:
    "Positions drift with their prices, and the layers look at a book that is put back to its weights every night: the risk that is measured is not the risk that is held.",
  source: "quantstats#282",
  breaks: ["allocator/state-recomputes"],
  stages: (reference) => ({
    ...reference,
    assess({ market, config }, books, targeted) {
      return reference.assess({ market, config: { ...config, holding: "constant-weights" } }, books, targeted);
    },
  }),
};
