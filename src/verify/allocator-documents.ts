import type { Allocator } from "../model/config.ts";
import { DOCUMENT_NAMES } from "../model/run.ts";
import { rebalanceDates } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";

/** A document of a run that says how its applied scalars came about. */
export interface AllocatorDocument {
  readonly artifact: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** The schemas whose words are known; a document of another says what it likes. */
const SCHEMAS: ReadonlySet<unknown> = new Set([
  "tieout.allocator-risk-v1-applied-meta/1",
  "tieout.allocator-precomputed-meta/1",
]);

/** The documents of a run that say in known words how its scalars came about. */
export function allocatorDocuments(view: RunView): readonly AllocatorDocument[] {
  return view.share(documentsOf);
}

function documentsOf({ run }: RunView): readonly AllocatorDocument[] {
  const documents: AllocatorDocument[] = [];
  for (const name of DOCUMENT_NAMES) {
    const content = run.document(name);
    if (typeof content !== "object" || content === null) continue;
    const record = content as Readonly<Record<string, unknown>>;
    if (SCHEMAS.has(record.schema)) documents.push({ artifact: `${name}.json`, content: record });
  }
  return documents;
}

/** One thing that documents say, under its key, and what config and rebalances make it. */
export type AllocatorFact = readonly [key: string, expected: string | number | boolean];

/** What documents of a run have to say, as far as config and rebalances decide it. */
export function allocatorFacts(view: RunView, allocator: Allocator): readonly AllocatorFact[] {
  const dates = rebalanceDates(view);
  const { mode, applyMissingScalarAs } = allocator;
  const facts: AllocatorFact[] = [
    ["mode", mode],
    ["applyMissingScalarAs", applyMissingScalarAs],
    ["rebalances", dates.length],
    ["lagRebalances", mode === "precomputed" ? 0 : 1],
    ["missing", defaultsApplied(allocator, dates)],
    ["used", mode !== "off"],
  ];
  if (mode === "precomputed") facts.push(["loaded", allocator.applied.length]);
  return facts;
}

/** How many rebalances apply the default: no scalar was computed at the rebalance before, or loaded for the date. */
function defaultsApplied(allocator: Allocator, dates: readonly string[]): number {
  if (allocator.mode !== "precomputed") {
    const given =
      allocator.mode === "compute" && allocator.scalars !== undefined ? allocator.scalars.length : dates.length;
    return dates.length === 0 ? 0 : 1 + Math.max(0, dates.length - 1 - given);
  }
  const known = new Set<string>();
  for (const { date } of allocator.applied) known.add(date);
  let missing = 0;
  for (const date of dates) if (!known.has(date)) missing++;
  return missing;
}
