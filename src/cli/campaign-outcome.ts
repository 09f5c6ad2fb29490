import { wayTo } from "../adapters/way.ts";
import type { Examined } from "../campaign/conduct.ts";
import type { Gap } from "../campaign/parts.ts";
import { blocksBeside, blocksOf } from "../campaign/plan.ts";
import type { CampaignResult, CampaignSubject } from "../campaign/result.ts";
import { campaignResult } from "../campaign/result.ts";
import { counterexampleName } from "../campaign/store.ts";
import type { Kept, StoredReplay } from "../campaign/stored.ts";
import { keepCounterexample } from "../campaign/stored.ts";
import type { Counterexample } from "../model/counterexample.ts";
import type { RunDirectoryError } from "../model/errors.ts";
import type { Evidence } from "../model/verdict.ts";
import type { Statement } from "../report/assemble.ts";
import { counted } from "../report/figures.ts";
import { generatedInWords } from "../report/generated.ts";
import type { Worked } from "../report/worked.ts";
import type { CampaignRun } from "./campaign.ts";

/** What came of a campaign, ready for a report. */
export interface CampaignOutcome {
  readonly result: CampaignResult;
  /** Evidence by statement id; a counterexample is named by its path from the working directory. */
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>;
  /** Statements besides those that were judged. */
  readonly statements: readonly Statement[];
  /** The counterexamples as worked tables. */
  readonly tables: readonly Worked[];
  /** How far the evidence reaches, one sentence each. */
  readonly assumptions: readonly string[];
  readonly notExamined: readonly string[];
}

/** Where counterexamples are stored, and what the stored ones came to just before. */
export interface Shelf {
  /** Absolute. */
  readonly folder: string;
  /** What fails there still is not stored again. */
  readonly stored: readonly StoredReplay[];
  readonly cwd: string;
  /** Tells people, beside the report, that something could not be stored. */
  onUnstored(error: RunDirectoryError): void;
  /** Works a counterexample out as a table. */
  tableOf(counterexample: Counterexample): Worked | Promise<Worked>;
}

/** What a campaign with missing evidence is unproven by. */
export const CAMPAIGN_COMPLETE: Statement = {
  id: "campaign/complete",
  title: "Every block of the campaign was judged",
  severity: "error",
};

/** Relations that fail for an engine whose answers depend on more than the scenario. */
const REMEMBERS = ["relation/deterministic", "relation/isolated"];

/** The blocks that a campaign did not get round to. */
export function gapsOf({ subject, examined, ended }: CampaignRun): Gap[] {
  if (ended === undefined) return [];
  const left = blocksBeside(examined.tally.blocks, blocksOf(subject.cases));
  return left.map((range) => ({ ...range, why: ended, chosen: ended === "the time was up" }));
}

/** Stores the counterexamples of a campaign and puts its result into the words of a report. */
export async function campaignOutcome(
  examined: Examined,
  subject: CampaignSubject,
  gaps: readonly Gap[],
  shelf: Shelf,
): Promise<CampaignOutcome> {
  const result = campaignResult(examined, subject);
  const kept = new Map<string, Kept>();
  for (const found of result.counterexamples) {
    const each = await keepCounterexample(shelf.folder, found, shelf.stored);
    if (each.unstored !== undefined) shelf.onUnstored(each.unstored);
    kept.set(counterexampleName(found), each);
  }
  const tables: Worked[] = [];
  for (const { counterexample } of kept.values()) tables.push(await shelf.tableOf(counterexample));
  const pathOf = (name: string) => {
    const { file } = kept.get(name)!;
    return file === undefined ? undefined : wayTo(file, shelf.cwd);
  };
  const evidence = new Map<string, readonly Evidence[]>(
    result.invariants.map(({ id, evidence }) => [id, evidence.map((each) => located(each, pathOf))]),
  );
  const lacking = gaps.filter(({ chosen }) => !chosen);
  if (lacking.length > 0) evidence.set(CAMPAIGN_COMPLETE.id, [incomplete(lacking, result)]);
  return {
    result,
    evidence,
    statements: lacking.length > 0 ? [CAMPAIGN_COMPLETE] : [],
    tables,
    assumptions: assumptionsOf(result),
    notExamined: leftOut(result, gaps),
  };
}

function located({ counterexample, ...evidence }: Evidence, pathOf: (name: string) => string | undefined): Evidence {
  const path = counterexample === undefined ? undefined : pathOf(counterexample);
  return path === undefined ? evidence : { ...evidence, counterexample: path };
}

function incomplete(gaps: readonly Gap[], { blocks }: CampaignResult): Evidence {
  return {
    method: "run",
    subject: "campaign",
    verdict: "unproven",
    reason: gaps.map((gap) => gapInWords(gap, blocks.planned)).join("; "),
    examined: 0,
    cases: 0,
    worst: null,
    violations: [],
    violationCount: 0,
  };
}

function gapInWords({ from, to, why }: Gap, planned: number): string {
  const which = from === to ? `block ${from}` : `blocks ${from} to ${to}`;
  return `${which} of 0 to ${planned - 1} not judged: ${why}`;
}

function leftOut({ blocks, rejected, cases, rejection }: CampaignResult, gaps: readonly Gap[]): string[] {
  const lines = gaps.map((gap) => `campaign: ${gapInWords(gap, blocks.planned)}`);
  if (rejected > 0)
    lines.push(`campaign: ${rejected} of ${counted(cases, "case")} that the engine rejected: ${rejection}`);
  return lines;
}

function assumptionsOf({ cases, seed, invariants, labels }: CampaignResult): string[] {
  if (cases === 0) return [];
  const remembers = invariants.some(({ id, verdict }) => REMEMBERS.includes(id) && verdict === "fail");
  return [
    `campaign: ${counted(cases, "case")} of seed ${seed}; where none failed, ` +
      "the failure rate under this generator is below 3 in that number of cases with 95% confidence",
    generatedInWords({ cases, labels }),
    ...(remembers
      ? [
          "campaign: what the engine answers depends on more than the scenario, so figures may differ with another number of workers or shards; that it fails does not",
        ]
      : []),
  ];
}
