import type { AppliedScalars } from "../relations/precompute-scalars.ts";
import type { RunView } from "./run-view.ts";

/** The scalars that a run says it applied, the system's and its sleeves'; undefined where it records none. */
export function appliedScalars(view: RunView): AppliedScalars | undefined {
  const system = view.table("allocator_risk_v1_applied");
  return system && { system, sleeves: view.table("allocator_sleeve_risk_v1_applied") };
}
