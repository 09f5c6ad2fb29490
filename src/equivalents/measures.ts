import type { Equivalent } from "./equivalent.ts";

/** Returns and drawdowns by other roads. */

export const drawdownByDifference: Equivalent = {
  id: "drawdown-by-difference",
  road: "the drawdown is the difference to the peak, over the peak",
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      let peak = scenario.config.initialCapital;
      const drawdown = measured.equity.map((equity) => {
        peak = Math.max(peak, equity);
        return (equity - peak) / peak;
      });
      return { ...measured, drawdown };
    },
  }),
};

export const simpleByExp: Equivalent = {
  id: "simple-returns-by-exp",
  road: "a simple return is exp(log return) less 1, without expm1",
  stages: (reference) => ({
    ...reference,
    settle(scenario, held) {
      const settled = reference.settle(scenario, held);
      if (scenario.config.conventions.returns !== "log") return settled;
      return { ...settled, simpleReturn: settled.logReturn.map((log) => Math.exp(log) - 1) };
    },
  }),
};
