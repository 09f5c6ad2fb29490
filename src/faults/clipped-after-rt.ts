import type { Fault } from "./fault.ts";
import { afterAllocation } from "./parts/books.ts";

export const clippedAfterRt: Fault = {
  id: "clipped-after-rt",
  story: "Positions are clipped to ±100% after risk targeting: large ones shrink, small ones stay, the mix is another.",
  source: "the levered futures system this harness was made for",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book) => {
      for (let i = 0; i < book.length; i++) book[i] = Math.max(-1, Math.min(1, book[i]!));
    }),
};
