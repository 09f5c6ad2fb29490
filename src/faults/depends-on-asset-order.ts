import type { Fault } from "./fault.ts";
import { changingModel } from "./parts/construct.ts";

export const dependsOnAssetOrder: Fault = {
  id: "depends-on-asset-order",
  story: "The first column is taken for the cash leg and pays for the fees: what stands first is held a little less.",
  source: "QuantInvestStrats#79",
  breaks: ["relation/asset-order-irrelevant"],
  stages: (reference) => changingModel(reference, (weight, column) => (column === 0 ? weight * 0.99 : weight)),
};
