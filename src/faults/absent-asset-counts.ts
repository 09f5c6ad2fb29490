import type { Fault } from "./fault.ts";
import { changingModel } from "./parts/construct.ts";

export const absentAssetCounts: Fault = {
  id: "absent-asset-counts",
  story: "The book is a mean over all columns where a sum over holdings was meant: the universe's size gets into it.",
  source: "a portfolio library that takes means over columns",
  breaks: ["relation/absent-asset-irrelevant"],
  stages: (reference) => changingModel(reference, (weight, _column, { market }) => weight / market.assets.length),
};
