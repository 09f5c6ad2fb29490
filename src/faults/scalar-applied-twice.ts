import type { Fault } from "./fault.ts";
import { changeBooks, multiply } from "./parts/books.ts";

export const scalarAppliedTwice: Fault = {
  id: "scalar-applied-twice",
  story: "The allocator scales the targets and the simulator scales the orders: the book carries the scalar squared.",
  source: "the levered futures system this harness was made for",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) => ({
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const { applied } = allocated;
      if (applied === undefined || scenario.config.allocator.mode === "off") return allocated;
      const scaled = allocated.scaled.slice();
      changeBooks(scaled, scenario, (book, k) => multiply(book, applied[k]!));
      return { ...allocated, scaled };
    },
  }),
};
