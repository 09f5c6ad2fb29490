import type { Fault } from "./fault.ts";

export const scalarPerAsset: Fault = {
  id: "scalar-per-asset",
  story: "Only the long side is de-risked: the scalar differs by asset and the book turns net short in a crisis.",
  source: "bt#524",
  breaks: ["exposure/no-post-rt-renormalization", "passes/scaled-differs-only-by-scalar"],
  stages: (reference) => ({
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const { raw } = allocated;
      return { ...allocated, scaled: allocated.scaled.map((weight, cell) => (weight < 0 ? raw[cell]! : weight)) };
    },
  }),
};
