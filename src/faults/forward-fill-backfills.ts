import type { Held } from "../engine/stages.ts";
import type { Fault } from "./fault.ts";

/** Between two rebalances the book of the later one. */
function filledFromBehind({ bookOf, rows }: Held): Int32Array {
  const filled = bookOf.slice();
  for (let k = 1; k < rows.length; k++) filled.fill(bookOf[rows[k]!]!, rows[k - 1]! + 1, rows[k]!);
  return filled;
}

export const forwardFillBackfills: Fault = {
  id: "forward-fill-backfills",
  story: "A forward fill returns the next value where it should return the last: next month's book is held all month.",
  source: "gs-quant PR#362",
  breaks: [
    "calendar/daily-weights-carry-forward",
    "calendar/trades-only-on-rebalances",
    "calendar/hold-trades-nothing",
    "relation/no-look-ahead",
  ],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      return { ...held, bookOf: filledFromBehind(held) };
    },
  }),
};
