import type { Fault } from "./fault.ts";

export const sleeveScalarOfOtherSleeve: Fault = {
  id: "sleeve-scalar-of-other-sleeve",
  story: "Scalars by sleeve are matched by position after a sleeve was added in front: each gets its neighbour's.",
  source: "QuantInvestStrats#79",
  breaks: ["exposure/one-scalar-per-sleeve"],
  stages: (reference) => ({
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const { sleeves } = allocated;
      if (sleeves === undefined) return allocated;
      const width = scenario.market.assets.length;
      const count = scenario.config.sleeves.length;
      const scaled = allocated.scaled.map((weight, cell) => {
        const k = Math.floor(cell / width);
        let mistaken = weight;
        for (let s = 0; s < count; s++) {
          const own = sleeves.applied[k * count + s]!;
          const other = sleeves.applied[k * count + ((s + 1) % count)]!;
          mistaken += (other - own) * sleeves.post[(k * count + s) * width + (cell % width)]!;
        }
        return mistaken;
      });
      return { ...allocated, scaled };
    },
  }),
};
