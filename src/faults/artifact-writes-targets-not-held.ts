import type { Fault } from "./fault.ts";

export const artifactWritesTargetsNotHeld: Fault = {
  id: "artifact-writes-targets-not-held",
  story:
    "The daily positions file is written from the targets of risk targeting; the book that was held carries the risk scalar.",
  source: "Vibe-Trading#1082",
  breaks: ["accounting/run-and-artifact-pnl-agree", "calendar/daily-weights-carry-forward"],
  stages: (reference) => ({
    ...reference,
    record: (ledger) => reference.record({ ...ledger, held: { ...ledger.held, books: ledger.allocated.raw } }),
  }),
};
