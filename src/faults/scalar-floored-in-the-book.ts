import type { Fault } from "./fault.ts";

const FLOOR = 0.4;

export const scalarFlooredInTheBook: Fault = {
  id: "scalar-floored-in-the-book",
  story: "The execution simulator keeps at least two fifths of a book: the deepest cuts are recorded and never made.",
  source: "a portfolio system with a risk allocator",
  breaks: ["relation/exposure-linear", "exposure/no-post-rt-renormalization"],
  stages: (reference) => ({
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const width = scenario.market.assets.length;
      const scaled = allocated.scaled.map((weight, cell) => {
        const applied = allocated.applied?.[Math.floor(cell / width)] ?? 1;
        return applied < FLOOR ? allocated.raw[cell]! * FLOOR : weight;
      });
      return { ...allocated, scaled };
    },
  }),
};
