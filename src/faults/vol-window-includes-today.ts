import type { Fault } from "./fault.ts";
import { targetingWith } from "./parts/policy.ts";

export const volWindowIncludesToday: Fault = {
  id: "vol-window-includes-today",
  story:
    "The volatility of a date is taken over a window that ends on that date: a bar of the future in every position size.",
  source: "freqtrade#5388",
  breaks: ["exposure/leverage-follows-target", "relation/no-look-ahead"],
  stages: (reference) =>
    targetingWith(reference, (scenario, books) => ({
      scenario,
      books: { ...books, rows: books.rows.map((row) => row + 1) },
    })),
};
