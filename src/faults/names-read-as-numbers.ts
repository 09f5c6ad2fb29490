import type { Fault } from "./fault.ts";
import { changingModel } from "./parts/construct.ts";

export const namesReadAsNumbers: Fault = {
  id: "names-read-as-numbers",
  story: "A symbol that begins with a digit, such as 6E, is read as a number and finds no column: it is never bought.",
  source: "a CSV reader that guesses types",
  breaks: ["relation/asset-names-irrelevant"],
  stages: (reference) =>
    changingModel(reference, (weight, column, { market }) => (/^\d/.test(market.assets[column]!) ? 0 : weight)),
};
