import type { BlockRange } from "../model/campaign-part.ts";

/** Cases of one block. A block's scenarios follow from its seed alone, so a time budget only leaves blocks out. */
export const CASES_PER_BLOCK = 64;

/** Blocks of a campaign of so many cases; the last one may be short. */
export function blocksOf(cases: number): number {
  return Math.ceil(cases / CASES_PER_BLOCK);
}

/** Cases of one block of a campaign of `cases` in all. */
export function casesOfBlock(block: number, cases: number): number {
  return Math.min(CASES_PER_BLOCK, cases - block * CASES_PER_BLOCK);
}

/** All blocks of a campaign of so many cases. */
export function allBlocks(cases: number): readonly BlockRange[] {
  return [{ from: 0, to: blocksOf(cases) - 1 }];
}

/** One of several shards of a campaign, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The blocks of a shard: neighbours, so that one that ends early leaves one gap. None where there are more shards. */
export function blocksOfShard(blocks: number, { index, of }: Shard): readonly BlockRange[] {
  const from = Math.floor(((index - 1) * blocks) / of);
  const to = Math.floor((index * blocks) / of) - 1;
  return from > to ? [] : [{ from, to }];
}

/** How many blocks some ranges hold. */
export function countBlocks(ranges: readonly BlockRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** The blocks of 0 to `planned` − 1 that are in none of the ranges, which are ascending. */
export function blocksBeside(done: readonly BlockRange[], planned: number): BlockRange[] {
  const left: BlockRange[] = [];
  let next = 0;
  for (const { from, to } of done) {
    if (from > next) left.push({ from: next, to: from - 1 });
    next = to + 1;
  }
  if (next < planned) left.push({ from: next, to: planned - 1 });
  return left;
}
