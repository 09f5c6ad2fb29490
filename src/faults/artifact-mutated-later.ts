import type { Fault } from "./fault.ts";

export const artifactMutatedLater: Fault = {
  id: "artifact-mutated-later",
  story:
    "Each day's row of the positions file is a reference to the live book: whatever is held in the end is what the file shows on every day.",
  source: "ziplime#21",
  breaks: [
    "accounting/run-and-artifact-pnl-agree",
    "accounting/pnl-linear-in-weights",
    "calendar/daily-weights-carry-forward",
  ],
  stages: (reference) => ({
    ...reference,
    record({ held, ...ledger }) {
      const last = held.bookOf.at(-1) ?? -1;
      return reference.record({
        ...ledger,
        held: { ...held, bookOf: held.bookOf.map((book) => (book < 0 ? book : last)) },
      });
    },
  }),
};
