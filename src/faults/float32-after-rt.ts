import type { Fault } from "./fault.ts";
import { afterAllocation } from "./parts/books.ts";

export const float32AfterRt: Fault = {
  id: "float32-after-rt",
  story: "Weights pass through a data frame that computes in single precision.",
  source: "danfojs-node 1.2.0, DataFrame arithmetic",
  breaks: ["exposure/no-post-rt-renormalization"],
  stages: (reference) =>
    afterAllocation(reference, (book) => {
      for (let i = 0; i < book.length; i++) book[i] = Math.fround(book[i]!);
    }),
};
