import type { Least } from "../verify/tally.ts";
import { ENGINE_ANSWERS } from "./answer.ts";
import type { CampaignProgress } from "./conduct.ts";
import { conduct } from "./conduct.ts";
import type { HandTerms } from "./hand.ts";
import { OwnHand } from "./hand.ts";
import { allBlocks } from "./plan.ts";
import type { CampaignResult } from "./result.ts";
import { campaignResult, judgedStatements } from "./result.ts";

/** Engine, invariants, seed (any integer; the same result follows from it), cases, and what else a campaign takes. */
export interface CampaignOptions extends HandTerms {
  /** What an invariant must have examined for its silence to count as a pass; nothing unless it is given. */
  readonly least?: Least;
  /** Asked before each block but the first; true ends the campaign there. */
  readonly canStop?: () => boolean | Promise<boolean>;
  readonly onProgress?: (progress: CampaignProgress) => void;
}

/**
 * Looks for scenarios on which an engine breaks an invariant. Every case is one engine run judged by all run
 * invariants, and a second run for one of the relations that apply, which take turns. It goes on after a failure; at the end each
 * different failure is reduced. The result depends on engine, invariants, seed and cases, on nothing else.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const description = await options.engine.describe();
  const hand = new OwnHand(options, description);
  const examined = await conduct({ ...options, blocks: allBlocks(options.cases) }, { hands: () => [hand] });
  return campaignResult(examined, {
    ...options,
    engine: { name: description.name, version: description.version },
    statements: judgedStatements([ENGINE_ANSWERS, ...options.invariants]),
  });
}
