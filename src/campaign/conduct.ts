import type { BlockRange, CampaignTally } from "../model/campaign-part.ts";
import type { Counterexample } from "../model/counterexample.ts";
import type { Hand } from "./hand.ts";
import type { FoundFailure, JudgedBlocks } from "./merge.ts";
import { mergeJudged, NO_BLOCKS } from "./merge.ts";
import { casesOfBlock } from "./plan.ts";
import type { Crew } from "./spread.ts";
import { spread } from "./spread.ts";

export interface CampaignProgress {
  readonly cases: number;
  readonly planned: number;
  /** Different failures so far. */
  readonly failures: number;
}

/** How a campaign, or a shard of one, goes about its blocks. */
export interface Conduct {
  /** Cases of the whole campaign. */
  readonly cases: number;
  /** The blocks to judge, ascending. */
  readonly blocks: readonly BlockRange[];
  /** Asked before each block but the first; true ends the campaign there. */
  readonly canStop?: (() => boolean | Promise<boolean>) | undefined;
  /** Cuts the campaign short: blocks that are not through by then do not count. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CampaignProgress) => void) | undefined;
}

/** What some blocks of a campaign came to, failures reduced. */
export interface Examined {
  readonly tally: CampaignTally;
  /** One a signature, in the order of their cases. */
  readonly counterexamples: readonly Counterexample[];
}

/**
 * Judges blocks and reduces what fails, by any number of hands. Each block is judged on its own and results are merged
 * in the order of the blocks, so who did what cannot be seen in the outcome.
 */
export async function conduct(terms: Conduct, crew: Crew<Hand>): Promise<Examined> {
  const { tally, failures } = await judgeBlocks(terms, crew);
  const counterexamples: Counterexample[] = [];
  await spread<Hand, Counterexample>(
    {
      tasks: failures.length,
      perform: (hand, task) => hand.reduce(withWorst(failures[task]!, tally)),
      deliver: (counterexample) => counterexamples.push(counterexample),
    },
    crew,
  );
  return { tally, counterexamples };
}

/** What was the worst of a failure is known only once all blocks are judged. */
function withWorst(failure: FoundFailure, tally: CampaignTally): FoundFailure {
  const worst = tally.worst[failure.signature];
  return worst === undefined ? failure : { ...failure, worst };
}

async function judgeBlocks(terms: Conduct, crew: Crew<Hand>): Promise<JudgedBlocks> {
  const { cases, canStop, signal, onProgress } = terms;
  const blocks = terms.blocks.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  const planned = blocks.reduce((sum, block) => sum + casesOfBlock(block, cases), 0);
  let judged = NO_BLOCKS;
  await spread<Hand, JudgedBlocks>(
    {
      tasks: blocks.length,
      perform: (hand, task) => hand.judge(blocks[task]!, signal),
      deliver(block) {
        judged = mergeJudged(judged, block);
        onProgress?.({ cases: judged.tally.cases, planned, failures: judged.failures.length });
      },
      canStop,
    },
    crew,
  );
  return judged;
}
