import type { Fault } from "./fault.ts";
import { afterAllocation } from "./parts/books.ts";

export const roundedAfterRt: Fault = {
  id: "rounded-after-rt",
  story: "Weights are rounded to four decimals on their way to the simulator.",
  source: "bt#80",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book) => {
      for (let i = 0; i < book.length; i++) book[i] = Math.round(book[i]! * 1e4) / 1e4;
    }),
};
