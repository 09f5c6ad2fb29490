import type { Config } from "../model/config.ts";

/**
 * Adds a label where it can be told from the scenario alone what sets the leverage, whatever books there are. A book of
 * gross 1 has on no bar a return wider than the widest of the market, so its volatility is at most √2 times that,
 * annualised; the target asks for at least `targetVol` over this bound. What is below it for certain, binds.
 */
export function bindingLabel(
  { exposure, limits, conventions }: Config,
  assets: number,
  widest: number,
  labels: string[],
): void {
  if (exposure.kind !== "vol-target") return;
  const { targetVol, volFloor, leverageCap } = exposure;
  // With n observations the sample's deviation is at most √(n / (n − 1)) ≤ √2 of the widest.
  const bound = Math.SQRT2 * widest * Math.sqrt(conventions.annualization);
  const asked = targetVol / Math.max(bound, volFloor);
  // A single weight is between 1/assets and all of the book.
  const limit = Math.min(limits.maxGross, assets * limits.maxAssetWeight);
  if (limit < Math.min(asked, leverageCap)) labels.push("leverage: a limit binds");
  else if (leverageCap < Math.min(asked, limits.maxGross, limits.maxAssetWeight))
    labels.push("leverage: the cap binds");
}
