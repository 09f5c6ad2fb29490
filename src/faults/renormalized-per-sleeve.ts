import type { Fault } from "./fault.ts";
import { grossOf } from "./parts/books.ts";

export const renormalizedPerSleeve: Fault = {
  id: "renormalized-per-sleeve",
  story:
    "After risk targeting each sleeve's part of the book is brought back to the same size, so budgets count no more.",
  source: "the levered futures system this harness was made for",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) => ({
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const sleeves = scenario.config.sleeves.length;
      if (books.sleeves === undefined || sleeves < 2) return allocated;
      const width = scenario.market.assets.length;
      const scaled = allocated.scaled.slice();
      for (let k = 0; k < books.rows.length; k++) {
        const row = books.sleeves.subarray(k * sleeves * width, (k + 1) * sleeves * width);
        resize(scaled.subarray(k * width, (k + 1) * width), row);
      }
      return { ...allocated, scaled };
    },
  }),
};

/** The book made anew of its sleeves, each at the same share of the gross it had; left alone where a sleeve is empty. */
function resize(book: Float64Array, sleeves: Float64Array): void {
  const width = book.length;
  const count = sleeves.length / width;
  const gross = grossOf(book);
  const sizes = Array.from({ length: count }, (_, s) => grossOf(sleeves.subarray(s * width, (s + 1) * width)));
  if (sizes.some((size) => size === 0)) return;
  for (let i = 0; i < width; i++) {
    book[i] = sizes.reduce((sum, size, s) => sum + ((sleeves[s * width + i]! / size) * gross) / count, 0);
  }
}
