import type { Fault } from "./fault.ts";

export const turnoverOneWay: Fault = {
  id: "turnover-one-way",
  story: "Turnover is counted one way, half of what was traded, and so are the costs.",
  source: "a turnover that is counted as the half of what is traded",
  breaks: ["accounting/turnover-matches-trades"],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      return { ...held, turnover: held.turnover.map((each) => each / 2), cost: held.cost.map((each) => each / 2) };
    },
  }),
};
