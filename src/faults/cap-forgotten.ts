import type { Fault } from "./fault.ts";
import { largestOf, leverageBy } from "./parts/policy.ts";

export const capForgotten: Fault = {
  id: "cap-forgotten",
  story: "Leverage is target over volatility; in a quiet market nothing holds it back.",
  source: "bt#548",
  breaks: ["exposure/leverage-follows-target", "exposure/gross-within-cap"],
  stages: (reference) =>
    leverageBy(reference, (vol, unit, policy, { config }) =>
      Math.min(policy.targetVol / Math.max(vol, policy.volFloor), config.limits.maxAssetWeight / largestOf(unit)),
    ),
};
