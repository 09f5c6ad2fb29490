import type { Fault } from "./fault.ts";

export const stateForgetsSleeves: Fault = {
  id: "state-forgets-sleeves",
  story:
    "The state was written when there was one sleeve: what needs two of them, or one named trend, is never worked out, and no reader asks.",
  source: "a portfolio system with a risk allocator",
  breaks: ["allocator/state-complete"],
  stages: (reference) => ({
    ...reference,
    assess(scenario, books, targeted) {
      const { market, config } = scenario;
      const [first] = config.sleeves;
      const one = { ...config, sleeves: [{ ...first!, name: "core" }] };
      const state = reference.assess({ market, config: one }, books, targeted);
      return { ...reference.assess(scenario, books, targeted), state: () => state.state() };
    },
  }),
};
