import type { Fault } from "./fault.ts";

export const driftForgotten: Fault = {
  id: "drift-forgotten",
  story:
    "Positions are said to drift, and the book is put back to its weights every night: trades that nobody pays for.",
  source: "a vectorised backtest that multiplies weights by returns",
  breaks: [
    "calendar/daily-weights-carry-forward",
    "calendar/trades-only-on-rebalances",
    "calendar/hold-trades-nothing",
    "accounting/turnover-matches-trades",
  ],
  stages: (reference) => ({
    ...reference,
    hold: (scenario, books, allocated) =>
      reference.hold({ ...scenario, config: { ...scenario.config, holding: "constant-weights" } }, books, allocated),
  }),
};
