import type { Fault } from "./fault.ts";
import { recordingTable } from "./parts/altered-run.ts";

export const firstReturnIsAPrice: Fault = {
  id: "first-return-is-a-price",
  story:
    "The first difference is taken to a price of 1 that never was: where there is no return yet, the market file has the log of the first price.",
  source: "a market file made by a first difference to 1",
  breaks: ["data/first-bar-has-no-return"],
  stages: (reference) =>
    recordingTable(reference, "returns", (table) => {
      const values = Float64Array.from(table.values);
      for (let i = 0; i < Math.min(table.columns.length, values.length); i++) values[i] = Math.log(100 + i);
      return { ...table, values };
    }),
};
