import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { BlockJudge } from "../../src/campaign/block.ts";
import type { JudgedBlocks } from "../../src/campaign/merge.ts";
import { mergeJudged, NO_BLOCKS } from "../../src/campaign/merge.ts";
import { blocksBeside, blocksOfShard, countBlocks } from "../../src/campaign/plan.ts";
import { campaignTallySchema } from "../../src/model/campaign-part.ts";
import type { Engine } from "../../src/model/engine.ts";
import { EngineError } from "../../src/model/errors.ts";
import { faulty } from "./support.ts";

const CASES = 64 * 5 + 10;

/** A faulty engine that refuses some scenarios and breaks on others, so that every count has something to count. */
function troubled(): Engine {
  const engine = faulty("scalar-lag-zero");
  return {
    describe: () => engine.describe(),
    async run(scenario) {
      const { assets, dates } = scenario.market;
      if (assets.length === 3) throw new EngineError("rejected", { what: `no ${dates.length} days` });
      if (dates.length === 7) throw new RangeError("seven days");
      return engine.run(scenario);
    },
  };
}

async function judgedBlocks(): Promise<JudgedBlocks[]> {
  const engine = troubled();
  const invariants = catalog.filter(({ id }) => /^(exposure|relation|passes|drawdown)\//.test(id));
  const { capabilities } = await engine.describe();
  const judge = new BlockJudge({ engine, invariants, seed: 5, cases: CASES }, capabilities);
  const blocks: JudgedBlocks[] = [];
  for (let block = 0; block < 6; block++) blocks.push((await judge.judge(block))!);
  return blocks;
}

const blocks = await judgedBlocks();
const whole = blocks.reduce(mergeJudged, NO_BLOCKS);

describe("the blocks of a campaign", () => {
  it("have something to merge: refusals, crashes, violations, the same failure in several blocks", () => {
    expect(whole.tally).toMatchObject({ blocks: [{ from: 0, to: 5 }], cases: CASES });
    expect(campaignTallySchema.parse(whole.tally)).toEqual(whole.tally);
    expect(whole.tally.rejected).toBeGreaterThan(0);
    const found = blocks.flatMap(({ failures }) => failures.map(({ signature }) => signature));
    expect(found.length).toBeGreaterThan(whole.failures.length);
    expect(whole.failures.length).toBeGreaterThan(2);
    const numbers = whole.failures.map((failure) => failure.case);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const { signature, case: first } of whole.failures) {
      const again = blocks.flatMap(({ failures }) => failures).filter((each) => each.signature === signature);
      expect(Math.min(...again.map((each) => each.case))).toBe(first);
    }
  });

  it("merged in any grouping, and carried to other threads or through JSON, are the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), fc.boolean(), (cuts, fromTheRight) => {
        const parts: JudgedBlocks[][] = [[blocks[0]!]];
        for (const [i, cut] of cuts.entries()) {
          if (cut) parts.push([]);
          parts.at(-1)!.push(structuredClone(blocks[i + 1]!));
        }
        const merged = parts.map((part) => part.reduce(mergeJudged, NO_BLOCKS));
        const carried = merged.map(({ tally, failures }) => ({ tally: JSON.parse(JSON.stringify(tally)), failures }));
        const total = fromTheRight
          ? carried.reduceRight((later, earlier) => mergeJudged(earlier, later), NO_BLOCKS)
          : carried.reduce(mergeJudged, NO_BLOCKS);
        expect(JSON.stringify(total)).toBe(JSON.stringify(whole));
      }),
    );
  });

  it("come to the same whatever was judged before, by the same judge", async () => {
    const engine = troubled();
    const invariants = catalog.filter(({ id }) => /^(exposure|relation|passes|drawdown)\//.test(id));
    const { capabilities } = await engine.describe();
    const judge = new BlockJudge({ engine, invariants, seed: 5, cases: CASES }, capabilities);
    for (const block of [4, 1, 4]) {
      expect(JSON.stringify(await judge.judge(block))).toBe(JSON.stringify(blocks[block]));
    }
  });

  it("are not merged out of order", () => {
    expect(() => mergeJudged(blocks[2]!, blocks[1]!)).toThrow(/out of order: expected a block after 2, was 1/);
    expect(() => mergeJudged(blocks[2]!, blocks[2]!)).toThrow(/out of order/);
    expect(mergeJudged(blocks[0]!, blocks[3]!).tally.blocks).toEqual([
      { from: 0, to: 0 },
      { from: 3, to: 3 },
    ]);
  });
});

describe("the shards of a campaign", () => {
  it("share its blocks without a gap or an overlap, whatever their number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 20 }), (count, of) => {
        const shards = Array.from({ length: of }, (_, i) => blocksOfShard(count, { index: i + 1, of }));
        expect(blocksBeside(shards.flat(), count)).toEqual([]);
        expect(countBlocks(shards.flat())).toBe(count);
        const sizes = shards.map(countBlocks);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("leave what is beside them", () => {
    expect(blocksBeside([], 3)).toEqual([{ from: 0, to: 2 }]);
    expect(
      blocksBeside(
        [
          { from: 1, to: 2 },
          { from: 5, to: 5 },
        ],
        7,
      ),
    ).toEqual([
      { from: 0, to: 0 },
      { from: 3, to: 4 },
      { from: 6, to: 6 },
    ]);
  });
});
