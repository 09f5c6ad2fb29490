import type { Fault } from "./fault.ts";

export const returnsSummed: Fault = {
  id: "returns-summed",
  story: "Simple returns are added up and not compounded: half gained and half lost is nothing lost.",
  source: "qlib#964",
  breaks: ["accounting/equity-compounds-returns"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      let total = 0;
      const equity = settled.simpleReturn.map((simple) => {
        total += simple;
        return scenario.config.initialCapital * (1 + total);
      });
      return { ...measured, equity };
    },
  }),
};
