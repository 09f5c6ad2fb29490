import { relative } from "node:path";
import { ENGINE_ANSWERS } from "../campaign/answer.ts";
import { runCampaign } from "../campaign/campaign.ts";
import type { CampaignResult } from "../campaign/result.ts";
import { counterexampleName } from "../campaign/store.ts";
import type { Kept, StoredReplay } from "../campaign/stored.ts";
import { keepCounterexample } from "../campaign/stored.ts";
import { workOut } from "../campaign/worked/work-out.ts";
import type { Engine } from "../model/engine.ts";
import type { Settings } from "../model/settings.ts";
import type { Evidence } from "../model/verdict.ts";
import { counted } from "../report/figures.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Least } from "../verify/tally.ts";
import type { Progress } from "./io.ts";

/** What a campaign is asked for on the command line. */
export interface CampaignRequest {
  readonly engine: Engine;
  readonly invariants: readonly Invariant[];
  readonly seed: number;
  readonly cases: number;
  readonly least: Least;
  /** Absolute folder in which counterexamples are stored. */
  readonly folder: string;
  /** What the stored ones came to just before: what fails there still is not stored again. */
  readonly stored: readonly StoredReplay[];
  readonly cwd: string;
  readonly progress: Progress;
  readonly canStop?: () => boolean;
  /** When it has to end, by the clock of the Io; only shown. */
  readonly deadline?: number;
}

/** What came of it, ready for a report. */
export interface CampaignOutcome {
  readonly result: CampaignResult;
  /** Evidence by statement id; a counterexample is named by its path from the working directory. */
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>;
  /** The counterexamples as worked tables. */
  readonly tables: readonly string[];
  /** How far the evidence reaches, one sentence each. */
  readonly assumptions: readonly string[];
  readonly notExamined: readonly string[];
}

/** What the settings ask of an invariant before its silence counts. */
export function leastOf({ campaign: { leastCases, leastShare } }: Settings): Least {
  return { cases: leastCases, share: leastShare };
}

/** The statement that a campaign adds to those of the catalog. */
export const engineAnswers = ENGINE_ANSWERS;

/** Runs a campaign, stores its counterexamples, and puts its result into the words of a report. */
export async function campaign(request: CampaignRequest): Promise<CampaignOutcome> {
  const { progress, folder, stored, cwd } = request;
  const result = await runCampaign({ ...request, onProgress: progress.bar(request.deadline) });
  progress.done();
  const kept = new Map<string, Kept>();
  for (const found of result.counterexamples) {
    kept.set(counterexampleName(found), await keepCounterexample(folder, found, stored));
  }
  const pathOf = (name: string) => relative(cwd, kept.get(name)!.file);
  return {
    result,
    evidence: new Map(result.invariants.map(({ id, evidence }) => [id, evidence.map((each) => located(each, pathOf))])),
    tables: await workedTables(request, kept.values()),
    assumptions: [
      `campaign: ${counted(result.cases, "case")} of seed ${result.seed}, generated small and structured; where none failed, ` +
        "the failure rate under this generator is below 3 in that number of cases with 95% confidence",
    ],
    notExamined: leftOut(result),
  };
}

async function workedTables({ engine, invariants }: CampaignRequest, kept: Iterable<Kept>): Promise<string[]> {
  const tables: string[] = [];
  for (const { counterexample } of kept) tables.push(await workOut(counterexample, engine, invariants));
  return tables;
}

function located(evidence: Evidence, pathOf: (name: string) => string): Evidence {
  if (evidence.counterexample === undefined) return evidence;
  return { ...evidence, counterexample: pathOf(evidence.counterexample) };
}

function leftOut({ blocks, rejected, cases, rejection }: CampaignResult): string[] {
  const lines: string[] = [];
  if (blocks.done < blocks.planned)
    lines.push(`campaign: blocks ${blocks.done} to ${blocks.planned - 1}: the time was up`);
  if (rejected > 0)
    lines.push(`campaign: ${rejected} of ${counted(cases, "case")} that the engine rejected: ${rejection}`);
  return lines;
}
