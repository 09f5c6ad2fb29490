import type { Fault } from "./fault.ts";
import { misreadingLayers } from "./parts/layers.ts";

export const riskUnclamped: Fault = {
  id: "risk-unclamped",
  story: "The floor of the risk scalar is forgotten: in a long crisis the book shrinks below what was agreed.",
  source: "a portfolio system with a risk allocator",
  breaks: ["allocator/risk-follows-regime"],
  stages: (reference) => misreadingLayers(reference, () => ({ scalarMin: Number.MIN_VALUE })),
};
