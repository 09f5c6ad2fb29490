import type { Fault } from "./fault.ts";

export const scalarComputedFromScaledBook: Fault = {
  id: "scalar-computed-from-scaled-book",
  story:
    "The layers read the book that they have scaled themselves: less risk looks like calm, and calm brings it back.",
  source: "a portfolio system with a risk allocator",
  breaks: ["allocator/state-recomputes"],
  stages: (reference) => ({
    ...reference,
    assess(scenario, books, targeted) {
      const first = reference.assess(scenario, books, targeted);
      const { scaled } = reference.allocate(scenario, books, targeted, first);
      return reference.assess(scenario, books, { ...targeted, post: scaled });
    },
  }),
};
