import type { Panel } from "../model/panel.ts";
import type { RunView } from "./run-view.ts";

/** A book that limits hold for. */
export interface LimitedBook {
  readonly name: "weights_post" | "weights_scaled" | "weights_daily";
  readonly table: Panel;
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
    if (table !== undefined) books.push({ name, table });
  }
  return books;
}
