import type { Strategy } from "../../model/config.ts";
import { equalWeightStrategist } from "./equal-weight.ts";
import { momentumStrategist } from "./momentum.ts";
import { sectorRotationStrategist } from "./sector-rotation.ts";
import type { Setting, Strategist } from "./strategy.ts";
import { weightsStrategist } from "./weights.ts";

/** Puts a configured strategy to work in one run. */
export function strategistOf(strategy: Strategy, setting: Setting): Strategist {
  switch (strategy.kind) {
    case "weights":
      return weightsStrategist(strategy, setting);
    case "equal-weight":
      return equalWeightStrategist(setting);
    case "momentum":
      return momentumStrategist(strategy, setting);
    case "sector-rotation":
      return sectorRotationStrategist(strategy, setting);
  }
}
