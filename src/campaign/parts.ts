import type { BlockRange, CampaignPart, CampaignTally, PartStored } from "../model/campaign-part.ts";
import type { Counterexample } from "../model/counterexample.ts";
import { ConfigError } from "../model/errors.ts";
import { VERSION } from "../model/version.ts";
import type { Examined } from "./conduct.ts";
import { mergeBySignature, mergeCampaignTallies, NO_BLOCKS } from "./merge.ts";
import { blocksBeside, blocksOf, blocksOfShard } from "./plan.ts";
import { worseOf } from "./worst.ts";

/** A part, and where it was read. */
export interface PlacedPart {
  readonly where: string;
  readonly part: CampaignPart;
}

/** Blocks that were not judged, and why. */
export interface Gap extends BlockRange {
  readonly why: string;
  /** Whether somebody asked for it, as a time budget does; any other gap is a lack of evidence. */
  readonly chosen: boolean;
}

/** Several parts of a campaign as one. */
export interface JoinedParts {
  /** Any of them, for what they have in common. */
  readonly common: CampaignPart;
  readonly examined: Examined;
  readonly gaps: readonly Gap[];
  /** Absent where the part of the shard that looks at them is. */
  readonly stored: PartStored | undefined;
}

/** What parts of one campaign agree on. */
const COMMON = ["engine", "seed", "cases", "catalog", "statements", "least", "tolerances", "waivers"] as const;

/**
 * Puts parts of a campaign together, in any order. Throws a ConfigError where they are of different campaigns, of
 * another version of this tool, or hold the same block twice.
 */
export function joinParts(parts: readonly PlacedPart[]): JoinedParts {
  const [first] = parts;
  if (first === undefined) throw new ConfigError({ what: "there is no part to merge", expected: "at least one file" });
  for (const each of parts) checkSameCampaign(first, each);
  const sorted = [...parts].sort((a, b) => startOf(a) - startOf(b));
  checkApart(sorted);
  let examined: Examined = { tally: NO_BLOCKS.tally, counterexamples: [] };
  for (const { part } of sorted) {
    examined = {
      tally: mergeCampaignTallies(examined.tally, part.tally),
      counterexamples: mergeBySignature(examined.counterexamples, part.counterexamples),
    };
  }
  examined = { ...examined, counterexamples: examined.counterexamples.map((each) => withWorst(each, examined.tally)) };
  return {
    common: first.part,
    examined,
    gaps: gapsOf(
      examined,
      sorted.map(({ part }) => part),
    ),
    stored: parts.find(({ part }) => part.stored !== undefined)?.part.stored,
  };
}

/** The worst of a failure may be in a part whose own counterexample of it is not the first. */
function withWorst(counterexample: Counterexample, { worst: all }: CampaignTally): Counterexample {
  const worst = worseOf(all[counterexample.signature], counterexample.worst);
  if (worst === undefined) return counterexample;
  // The order of the keys counts: the name of the file is a digest of the text.
  const { worst: _, ...rest } = counterexample;
  const entries = Object.entries(rest).flatMap((entry) =>
    entry[0] === "violation" ? [entry, ["worst", worst]] : [entry],
  );
  return Object.fromEntries(entries) as Counterexample;
}

function startOf({ part }: PlacedPart): number {
  return part.tally.blocks[0]?.from ?? -1;
}

function checkSameCampaign(first: PlacedPart, other: PlacedPart): void {
  if (other.part.tool.version !== VERSION) {
    throw new ConfigError({
      what: "the part was made by another version",
      where: other.where,
      expected: VERSION,
      actual: other.part.tool.version,
    });
  }
  for (const key of COMMON) checkSame(WORDS[key], first, other, (part) => part[key]);
  checkSame("another number of shards", first, other, ({ shard }) => shard.of);
  checkOwnBlocks(other);
}

function checkSame(what: string, first: PlacedPart, other: PlacedPart, of: (part: CampaignPart) => unknown): void {
  const expected = JSON.stringify(of(first.part));
  const actual = JSON.stringify(of(other.part));
  if (expected === actual) return;
  throw new ConfigError({
    what: `the part is of another campaign: ${what}`,
    where: other.where,
    expected: `${shortened(expected)} as in ${first.where}`,
    actual: shortened(actual),
  });
}

function checkOwnBlocks({ where, part: { tally, shard, cases } }: PlacedPart): void {
  const [own] = blocksOfShard(blocksOf(cases), shard);
  const strange = tally.blocks.find(({ from, to }) => own === undefined || from < own.from || to > own.to || from > to);
  if (strange === undefined) return;
  throw new ConfigError({
    what: "the part holds blocks of another shard",
    where,
    expected: own === undefined ? "none" : `${own.from} to ${own.to} at most`,
    actual: `${strange.from} to ${strange.to}`,
  });
}

const WORDS: Readonly<Record<(typeof COMMON)[number], string>> = {
  engine: "another engine",
  seed: "another seed",
  cases: "another number of cases",
  catalog: "other invariants",
  statements: "other invariants",
  least: "another least number of cases",
  tolerances: "other tolerances",
  waivers: "other waivers",
};

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function checkApart(sorted: readonly PlacedPart[]): void {
  const owners = new Map<number, string>();
  for (const { where, part } of sorted) {
    for (const { from, to } of part.tally.blocks) {
      for (let block = from; block <= to; block++) {
        const other = owners.get(block);
        if (other !== undefined) {
          throw new ConfigError({
            what: `block ${block} is in two parts`,
            where: `${other} and ${where}`,
            expected: "each block in one part",
            hint: "was the same shard given twice?",
          });
        }
        owners.set(block, where);
      }
    }
  }
}

/** What is in no part, cut where one shard ends and the next begins, because each has its own reason. */
function gapsOf({ tally }: Examined, parts: readonly CampaignPart[]): Gap[] {
  const planned = blocksOf(parts[0]!.cases);
  const { of } = parts[0]!.shard;
  const gaps: Gap[] = [];
  for (const left of blocksBeside(tally.blocks, planned)) {
    for (let index = 1; index <= of; index++) {
      for (const { from, to } of blocksOfShard(planned, { index, of })) {
        const gap = { from: Math.max(from, left.from), to: Math.min(to, left.to) };
        if (gap.from > gap.to) continue;
        const part = parts.find(({ shard }) => shard.index === index && shard.of === of);
        const why =
          part === undefined
            ? `the part of shard ${index} of ${of} is missing`
            : (part.ended ?? "its part does not hold them");
        gaps.push({ ...gap, why, chosen: part?.ended === "the time was up" });
      }
    }
  }
  return gaps;
}
