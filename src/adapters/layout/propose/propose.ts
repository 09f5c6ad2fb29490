import type { Layout, LayoutInput } from "../../../model/layout.ts";
import { LAYOUT_SCHEMA } from "../../../model/layout.ts";
import { parseLayout } from "../load.ts";
import type { Draft } from "./draft.ts";
import { filesIn } from "./files.ts";
import { lookAtJson, lookAtLog } from "./other-files.ts";
import { lookAtTable } from "./table-files.ts";

/** A layout for a folder, and what was guessed, is missing or was left aside, one sentence each. */
export interface Proposal {
  readonly layout: LayoutInput;
  readonly notes: readonly string[];
}

/**
 * Looks at the files of a folder and proposes how to read them as a run. What it is not sure of it says; a table of
 * which it cannot tell what it holds is left out. Throws a RunDirectoryError where the folder cannot be listed.
 */
export function proposeLayout(directory: string): Proposal {
  const draft: Draft = { tables: {}, others: {}, notes: [] };
  for (const file of filesIn(directory)) {
    if (/\.log$|log\.txt$/i.test(file)) lookAtLog(draft, directory, file);
    else if (/\.(?:csv|tsv|txt|parquet|pq)$/i.test(file)) lookAtTable(draft, directory, file);
    else if (/\.json$/i.test(file)) lookAtJson(draft, directory, file);
    else draft.notes.push(`${file}: left aside; CSV, Parquet, JSON and logs are looked at`);
  }
  return finished(draft);
}

function finished({ tables, others, notes }: Draft): Proposal {
  const layout: LayoutInput = { schema: LAYOUT_SCHEMA, ...others, tables };
  if (tables.returns?.holds === "simple-returns" || tables.returns?.holds === "prices") {
    layout.conventions = { returns: "simple" };
    notes.push(
      "conventions: returns: simple is taken, Σ w·r over simple returns; write log where the engine adds up log returns",
    );
  }
  notes.push(
    "conventions: a weight is taken to earn the return of its own date; write earnsFrom: 1 where it earns the next one",
  );
  for (const name of ["returns", "weights_daily", "portfolio_returns", "equity_curve"] as const) {
    if (tables[name] === undefined) notes.push(`${name}: no file found; what needs it will be skipped`);
  }
  const checked: Layout = parseLayout(layout, "the proposed layout");
  return { layout: { ...layout, schema: checked.schema }, notes };
}
