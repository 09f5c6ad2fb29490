import type { Fault } from "./fault.ts";
import { afterTargeting } from "./parts/books.ts";

export const targetVolIgnoredScale: Fault = {
  id: "target-vol-ignored-scale",
  story: "Leverage that was found for the unit book is put on the book as it came: six sleeves are levered six times.",
  source: "OctoBot#3027",
  breaks: ["relation/pre-weights-scale-irrelevant", "exposure/leverage-identity"],
  stages: (reference) =>
    afterTargeting(reference, (book, k, { leverage }, _scenario, pre) => {
      for (let i = 0; i < book.length; i++) book[i] = pre[i]! * leverage[k]!;
    }),
};
