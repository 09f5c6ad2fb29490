import type { Fault } from "./fault.ts";
import { withApplied } from "./parts/books.ts";

export const scalarAboveOne: Fault = {
  id: "scalar-above-one",
  story: "The allocator's scalar is divided by where it is multiplied: in a crisis the book grows.",
  source: "the levered futures system this harness was made for",
  breaks: ["exposure/scalar-in-unit-interval"],
  stages: (reference) =>
    withApplied(reference, ({ applied }, { config }) =>
      config.allocator.mode === "off" ? undefined : applied?.map((scalar) => 1 / scalar),
    ),
};
