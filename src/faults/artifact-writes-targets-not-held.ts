import type { Fault } from "./fault.ts";
import { lastRebalanceAt } from "./parts/rebalances.ts";

export const artifactWritesTargetsNotHeld: Fault = {
  id: "artifact-writes-targets-not-held",
  story:
    "The daily positions file is written from the targets of risk targeting; the book that was held carries the risk scalar.",
  source: "Vibe-Trading#1082",
  breaks: ["accounting/run-and-artifact-pnl-agree", "calendar/daily-weights-carry-forward"],
  stages: (reference) => ({
    ...reference,
    record({ held, ...ledger }) {
      const targets = { ...held, bookOf: lastRebalanceAt(held), books: ledger.allocated.raw };
      return reference.record({ ...ledger, held: targets });
    },
  }),
};
