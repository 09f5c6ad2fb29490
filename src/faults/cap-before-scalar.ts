import type { Fault } from "./fault.ts";
import { largestOf, leverageBy } from "./parts/policy.ts";

export const capBeforeScalar: Fault = {
  id: "cap-before-scalar",
  story:
    "The cap holds 1/volatility and the target is multiplied in afterwards: a quiet market is levered far below it.",
  source: "a futures system's risk targeting",
  breaks: ["exposure/leverage-follows-target"],
  stages: (reference) =>
    leverageBy(reference, (vol, unit, { targetVol, volFloor, leverageCap }, { config }) => {
      const capped = Math.min(1 / Math.max(vol, volFloor), leverageCap) * targetVol;
      return Math.min(capped, config.limits.maxGross, config.limits.maxAssetWeight / largestOf(unit));
    }),
};
