import type { Fault } from "./fault.ts";
import { afterAllocation } from "./parts/books.ts";

const SMALLEST_POSITION = 0.02;

export const dustDroppedAfterRt: Fault = {
  id: "dust-dropped-after-rt",
  story: "Positions under two per cent are dropped as dust after risk targeting and nothing makes up for them.",
  source: "an order step with a least order size",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book) => {
      for (let i = 0; i < book.length; i++) if (Math.abs(book[i]!) < SMALLEST_POSITION) book[i] = 0;
    }),
};
