import type { Fault } from "./fault.ts";
import { afterTargeting, multiply, netOf } from "./parts/books.ts";

/** A hedged book nets to nothing, or to rounding: even the faulty engine does not divide by that. */
const SMALLEST_NET = 1e-9;

export const leverageOnNet: Fault = {
  id: "leverage-on-net",
  story: "Weights are made a unit book by their net, not their gross: a hedged book is levered far too much.",
  source: "a futures system's risk targeting",
  breaks: ["exposure/leverage-identity"],
  stages: (reference) =>
    afterTargeting(reference, (book, k, targeted, _scenario, pre) => {
      const net = Math.abs(netOf(pre));
      if (net > SMALLEST_NET) multiply(book, targeted.grossBefore[k]! / net);
    }),
};
