import type { Fault } from "./fault.ts";
import { misreadingLayers } from "./parts/layers.ts";

export const regimeWithoutDwell: Fault = {
  id: "regime-without-dwell",
  story: "The regime falls on the first bar whose score is lower: one quiet day in a crash, and risk goes up again.",
  source: "a portfolio system with a risk allocator",
  breaks: ["allocator/regime-follows-state", "allocator/regime-transitions-sane"],
  stages: (reference) => misreadingLayers(reference, () => ({ minDwell: 1 })),
};
