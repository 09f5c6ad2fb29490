import { setImmediate } from "node:timers/promises";
import { ENGINE_ANSWERS } from "../campaign/answer.ts";
import type { Examined } from "../campaign/conduct.ts";
import { conduct } from "../campaign/conduct.ts";
import { OwnHand } from "../campaign/hand.ts";
import { allBlocks, blocksOf, blocksOfShard, countBlocks } from "../campaign/plan.ts";
import type { CampaignSubject } from "../campaign/result.ts";
import { judgedStatements } from "../campaign/result.ts";
import type { BlockRange, CampaignPart } from "../model/campaign-part.ts";
import type { Engine, EngineDescription } from "../model/engine.ts";
import type { Settings } from "../model/settings.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Least } from "../verify/tally.ts";
import { CampaignCrew } from "./crew.ts";
import type { EngineSpec, EngineWords } from "./engine-spec.ts";
import { generatorsOf } from "./generators.ts";
import type { Io, Progress } from "./io.ts";
import type { WorkerSpec } from "./worker-messages.ts";

/** What a campaign is asked for on the command line. */
export interface CampaignRequest {
  readonly engine: Engine;
  /** How workers open the same engine. */
  readonly engineSpec: EngineSpec;
  readonly settings: Settings;
  readonly invariants: readonly Invariant[];
  readonly seed: number;
  /** Of the whole campaign. */
  readonly cases: number;
  /** Which part of it is looked at, from 1; all of it unless it is given. */
  readonly shard?: CampaignPart["shard"] | undefined;
  /** Hands in all, this thread's included; as many as are worth it unless it is given. */
  readonly workers?: number | undefined;
  /** When the time is up, by `io.now`. */
  readonly deadline?: number | undefined;
  readonly io: Io;
  readonly progress: Progress;
  readonly onEngineFailure: (failure: EngineWords) => void;
}

/** What a campaign came to on the blocks that it got round to. */
export interface CampaignRun {
  readonly subject: CampaignSubject;
  readonly examined: Examined;
  /** Why it ended before its last block; undefined when it did not. */
  readonly ended: CampaignPart["ended"];
}

/** What the settings ask of an invariant before its silence counts. */
export function leastOf({ campaign: { leastCases, leastShare } }: Settings): Least {
  return { cases: leastCases, share: leastShare };
}

/** The statement that a campaign adds to those of the catalog. */
export const engineAnswers = ENGINE_ANSWERS;

/** Runs a campaign, or a shard of one, until it is through, the time is up, or somebody interrupts it. */
export async function runBlocks(request: CampaignRequest): Promise<CampaignRun> {
  const { engine, io, seed, cases, invariants, settings, shard } = request;
  const description = await engine.describe();
  const blocks = shard === undefined ? allBlocks(cases) : blocksOfShard(blocksOf(cases), shard);
  let interrupted = false;
  const work = async (signal?: AbortSignal) => {
    const examined = await examine(request, description, blocks, signal);
    interrupted = signal?.aborted === true;
    return examined;
  };
  const examined = io.untilInterrupted === undefined ? await work() : await io.untilInterrupted(work);
  const whole = countBlocks(examined.tally.blocks) === countBlocks(blocks);
  return {
    subject: {
      seed,
      cases,
      engine: { name: description.name, version: description.version },
      statements: judgedStatements([ENGINE_ANSWERS, ...invariants]),
      least: leastOf(settings),
    },
    examined,
    ended: whole ? undefined : interrupted ? "interrupted" : "the time was up",
  };
}

async function examine(
  request: CampaignRequest,
  description: EngineDescription,
  blocks: readonly BlockRange[],
  signal: AbortSignal | undefined,
): Promise<Examined> {
  const { engine, settings, invariants, seed, cases, workers, deadline, io, progress, onEngineFailure } = request;
  const crew = new CampaignCrew({
    own: new OwnHand({ engine, invariants, seed, cases, generators: generatorsOf(settings) }, description),
    module: io.workerModule,
    spec: specOf(request),
    workers,
    now: () => io.now(),
    onEngineFailure,
  });
  signal?.addEventListener("abort", () => {
    progress.done();
    io.err("tieout: interrupted: reducing and reporting what was found; interrupt again to quit at once\n");
  });
  try {
    return await conduct(
      {
        cases,
        blocks,
        signal,
        async canStop() {
          await setImmediate(); // lets a signal and other threads' answers in
          return signal?.aborted === true || (deadline !== undefined && io.now() >= deadline);
        },
        onProgress: progress.bar(deadline),
      },
      crew,
    );
  } finally {
    progress.done();
    await crew.close();
  }
}

/** Subjects are no matter of the campaign, and their configs may hold what no other thread can be sent. */
function specOf({ engineSpec, settings, io, invariants, seed, cases }: CampaignRequest): WorkerSpec {
  const { subjects: _, ...sent } = settings;
  return {
    engine: engineSpec,
    settings: sent,
    today: io.today(),
    invariants: invariants.map(({ id }) => id),
    seed,
    cases,
  };
}
