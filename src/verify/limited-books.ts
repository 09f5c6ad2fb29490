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

const NO_LIMIT = Number.POSITIVE_INFINITY;

/** The books that limits hold for; what is held between rebalances is one of them only under constant weights. */
export function limitedBooks(view: RunView): readonly LimitedBook[] {
  return view.share(present);
}

const LIMITED = ["weights_post", "weights_scaled", "weights_daily"] as const;

function present(view: RunView): LimitedBook[] {
  const books: LimitedBook[] = [];
  for (const name of LIMITED) {
    if (name === "weights_daily" && view.config?.holding === "drifting-positions") continue;
    const table = view.table(name);
    if (table !== undefined) books.push(limited(view.config, name, table));
  }
  return books;
}

/**
 * Targeting leaves room for an overlay's budget under both limits, and the overlay may then fill it. The leverage cap
 * is the targeted book's, to which an overlay comes on top; scalars by sleeve take one sleeve off another, so that the
 * scaled book may lever what is left beyond the cap, and only the limit holds.
 */
function limited(config: Config | undefined, name: LimitedBook["name"], table: Panel): LimitedBook {
  if (config === undefined) return { name, table, maxGross: NO_LIMIT, maxAssetWeight: NO_LIMIT };
  const { exposure, limits, allocator } = config;
  const budget = allocator.overlay?.budget ?? 0;
  const cap = exposure.kind === "vol-target" ? exposure.leverageCap : NO_LIMIT;
  if (name === "weights_post") {
    const maxGross = Math.min(cap, limits.maxGross - budget);
    return { name, table, maxGross, maxAssetWeight: limits.maxAssetWeight - budget };
  }
  const bySleeve = allocator.mode !== "off" && allocator.sleeveScalars !== undefined;
  const maxGross = bySleeve ? limits.maxGross : Math.min(cap + budget, limits.maxGross);
  return { name, table, maxGross, maxAssetWeight: limits.maxAssetWeight };
}
