import type { Held } from "../engine/stages.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Fault } from "./fault.ts";
import { grossOf, multiply, rowOf } from "./parts/books.ts";

const LEVERAGE = 1.25;
/** What the real system compounded to before somebody noticed. */
const LARGEST_GROSS = 4.7;

function reLeveredDaily(held: Held, scenario: Scenario): Pick<Held, "bookOf" | "books"> {
  const width = scenario.market.assets.length;
  const books = new Float64Array(held.bookOf.length * width);
  const traded = new Set(held.rows);
  const bookOf = held.bookOf.map((book, t) => {
    if (book < 0) return -1;
    const today = rowOf(books, t, width);
    const isHold = !traded.has(t);
    today.set(isHold ? rowOf(books, t - 1, width) : rowOf(held.books, book, width));
    const gross = grossOf(today);
    if (isHold && gross > 0 && gross < LARGEST_GROSS) multiply(today, Math.min(LEVERAGE, LARGEST_GROSS / gross));
    return t;
  });
  return { bookOf, books };
}

export const holdReLevers: Fault = {
  id: "hold-re-levers",
  story: "On days without a rebalance the levered book is taken for a model book and levered again: 1.25× became 4.7×.",
  source: "the levered futures system this harness was made for",
  breaks: [
    "calendar/trades-only-on-rebalances",
    "calendar/daily-weights-carry-forward",
    "calendar/hold-trades-nothing",
  ],
  stages: (reference) => ({
    ...reference,
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      const { bookOf, books: daily } = reLeveredDaily(held, scenario);
      return { ...held, bookOf, books: daily };
    },
  }),
};
