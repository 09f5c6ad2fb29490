import type { Fault } from "./fault.ts";

export const lastBarNotBooked: Fault = {
  id: "last-bar-not-booked",
  story: "The loop ends before the last bar is booked, and the equity of the day before stands there.",
  source: "backtesting.py#588",
  breaks: ["accounting/equity-compounds-returns"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      const equity = measured.equity.slice();
      if (equity.length > 1) equity[equity.length - 1] = equity.at(-2)!;
      return { ...measured, equity };
    },
  }),
};
