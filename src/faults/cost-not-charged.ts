import type { Fault } from "./fault.ts";

export const costNotCharged: Fault = {
  id: "cost-not-charged",
  story:
    "Costs are worked out, recorded with the turnover, and never taken from the returns: gross and net are the same.",
  source: "bt#82",
  breaks: ["accounting/costs-conserved"],
  stages: (reference) => ({
    ...reference,
    settle: (scenario, held) => reference.settle(scenario, { ...held, cost: new Float64Array(held.cost.length) }),
  }),
};
