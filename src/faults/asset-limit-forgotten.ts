import type { Fault } from "./fault.ts";
import { leverageBy } from "./parts/policy.ts";

export const assetLimitForgotten: Fault = {
  id: "asset-limit-forgotten",
  story: "The limit on gross is kept and the limit on one asset is not: a concentrated book is far over it.",
  source: "a futures system's risk targeting",
  breaks: ["exposure/asset-weight-within-limit", "exposure/leverage-follows-target"],
  stages: (reference) =>
    leverageBy(reference, (vol, _unit, policy, { config }) =>
      Math.min(policy.targetVol / Math.max(vol, policy.volFloor), policy.leverageCap, config.limits.maxGross),
    ),
};
