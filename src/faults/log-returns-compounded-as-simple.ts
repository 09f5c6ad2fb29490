import type { Fault } from "./fault.ts";

export const logReturnsCompoundedAsSimple: Fault = {
  id: "log-returns-compounded-as-simple",
  story: "Log returns are compounded as if they were simple ones: every move is a little off, large moves more.",
  source: "qlib#964",
  breaks: ["accounting/equity-compounds-returns"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      let equity = scenario.config.initialCapital;
      return {
        ...measured,
        equity: settled.logReturn.map((log) => {
          equity *= Number.isNaN(log) ? 0 : 1 + log;
          return equity;
        }),
      };
    },
  }),
};
