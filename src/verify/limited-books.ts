import type { Config } from "../model/config.ts";
import type { Panel } from "../model/panel.ts";
import type { RunView } from "./run-view.ts";

/** A book that limits hold for, and how large it may be. */
export interface LimitedBook {
  readonly name: "weights_post" | "weights_scaled" | "weights_daily";
  readonly table: Panel;
  /** The most Σ|w| and |w| that it may have; infinite where the config is not recorded. */
  readonly maxGross: number;
  readonly maxAssetWeight: number;
}

/** The books that limits hold for; what is held between rebalances is one of them only under constant weights. */
export function limitedBooks(view: RunView): readonly LimitedBook[] {
  return view.share(present);
}

function present(view: RunView): LimitedBook[] {
  const names = ["weights_post", "weights_scaled", "weights_daily"] as const;
  const books: LimitedBook[] = [];
  for (const name of names) {
    if (name === "weights_daily" && view.config?.holding === "drifting-positions") continue;
    const table = view.table(name);
    if (table !== undefined) books.push({ name, table, ...sizesOf(view.config, name) });
  }
  return books;
}

/**
 * Targeting leaves room for an overlay's budget under both limits, and the overlay may then fill it. The leverage cap
 * is the targeted book's, to which an overlay comes on top; scalars by sleeve take one sleeve off another, so that the
 * scaled book may lever what is left beyond the cap, and only the limit holds.
 */
function sizesOf(config: Config | undefined, name: LimitedBook["name"]): { maxGross: number; maxAssetWeight: number } {
  if (config === undefined) return { maxGross: Number.POSITIVE_INFINITY, maxAssetWeight: Number.POSITIVE_INFINITY };
  const { exposure, limits, allocator } = config;
  const budget = allocator.overlay?.budget ?? 0;
  const cap = exposure.kind === "vol-target" ? exposure.leverageCap : Number.POSITIVE_INFINITY;
  if (name === "weights_post") {
    return { maxGross: Math.min(cap, limits.maxGross - budget), maxAssetWeight: limits.maxAssetWeight - budget };
  }
  const bySleeve = allocator.mode !== "off" && allocator.sleeveScalars !== undefined;
  const maxGross = bySleeve ? limits.maxGross : Math.min(cap + budget, limits.maxGross);
  return { maxGross, maxAssetWeight: limits.maxAssetWeight };
}
