import type { Fault } from "./fault.ts";

export const nanAsZero: Fault = {
  id: "nan-as-zero",
  story: "The first row of a difference is NaN and is filled with 0: the first build-up is traded free of charge.",
  source: "pysystemtrade#315",
  breaks: ["accounting/turnover-matches-trades"],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      const withoutFirst = (series: Float64Array) => series.map((value, k) => (k === 0 ? 0 : value));
      return { ...held, turnover: withoutFirst(held.turnover), cost: withoutFirst(held.cost) };
    },
  }),
};
