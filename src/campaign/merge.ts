import type { BlockRange, CampaignTally } from "../model/campaign-part.ts";
import { HarnessError } from "../model/errors.ts";
import type { Tally } from "../model/tally.ts";
import { mergeTallies } from "../verify/tally.ts";
import type { Discovery } from "./findings.ts";
import type { Worst } from "./worst.ts";
import { worseOf } from "./worst.ts";

/** A failure seen for the first time on some blocks, with its statement by id: plain data for other threads. */
export interface FoundFailure extends Omit<Discovery, "statement"> {
  readonly statement: string;
}

/** What some blocks of a campaign came to. Nothing in it depends on any other block. */
export interface JudgedBlocks {
  readonly tally: CampaignTally;
  /** One a signature, in the order in which they were found. */
  readonly failures: readonly FoundFailure[];
}

export const NO_BLOCKS: JudgedBlocks = Object.freeze({
  tally: Object.freeze({ blocks: [], cases: 0, rejected: 0, labels: {}, statements: {}, worst: {} }),
  failures: [],
});

/** Two stretches of a campaign as one; all blocks of `first` come before those of `second`. Associative. */
export function mergeJudged(first: JudgedBlocks, second: JudgedBlocks): JudgedBlocks {
  return {
    tally: mergeCampaignTallies(first.tally, second.tally),
    failures: mergeBySignature(first.failures, second.failures),
  };
}

/** The counts of two stretches, all blocks of `first` before those of `second`. Associative. */
export function mergeCampaignTallies(first: CampaignTally, second: CampaignTally): CampaignTally {
  const rejection = first.rejection ?? second.rejection;
  return {
    blocks: joined(first.blocks, second.blocks),
    cases: first.cases + second.cases,
    rejected: first.rejected + second.rejected,
    ...(rejection === undefined ? {} : { rejection }),
    labels: mergeRecords(first.labels, second.labels, (a, b) => a + b),
    statements: mergeRecords<Tally>(first.statements, second.statements, mergeTallies),
    worst: mergeRecords<Worst>(first.worst, second.worst, (a, b) => worseOf(a, b)!),
  };
}

/** The failures of the first, then those of the second that the first has not: one bug is one entry. */
export function mergeBySignature<Failure extends { readonly signature: string }>(
  first: readonly Failure[],
  second: readonly Failure[],
): readonly Failure[] {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first;
  const known = new Set(first.map(({ signature }) => signature));
  const more = second.filter(({ signature }) => !known.has(signature));
  return more.length === 0 ? first : [...first, ...more];
}

function joined(first: readonly BlockRange[], second: readonly BlockRange[]): BlockRange[] {
  const last = first.at(-1);
  const [next, ...rest] = second;
  if (last === undefined || next === undefined) return [...first, ...second];
  if (next.from <= last.to) {
    throw new HarnessError({
      what: "blocks are merged out of order",
      expected: `a block after ${last.to}`,
      actual: `${next.from}`,
    });
  }
  if (next.from > last.to + 1) return [...first, ...second];
  return [...first.slice(0, -1), { from: last.from, to: next.to }, ...rest];
}

function mergeRecords<Value>(
  first: Readonly<Record<string, Value>>,
  second: Readonly<Record<string, Value>>,
  merge: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const merged = { ...first };
  for (const [key, value] of Object.entries(second)) {
    merged[key] = Object.hasOwn(merged, key) ? merge(merged[key]!, value) : value;
  }
  return merged;
}
