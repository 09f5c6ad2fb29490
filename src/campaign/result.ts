import type { BlockRange, JudgedStatement } from "../model/campaign-part.ts";
import type { Counterexample } from "../model/counterexample.ts";
import type { InvariantReport } from "../model/report.ts";
import type { EngineIdentity } from "../model/run.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import type { Least } from "../verify/tally.ts";
import { evidenceOf } from "../verify/tally.ts";
import type { Examined } from "./conduct.ts";
import { methodOf } from "./findings.ts";
import { blocksBeside, blocksOf, countBlocks } from "./plan.ts";
import { counterexampleName } from "./store.ts";
import type { Statement } from "./trial.ts";

export interface CampaignResult {
  readonly seed: number;
  readonly engine: EngineIdentity;
  /** Scenarios that were generated and given to the engine. */
  readonly cases: number;
  /** How many blocks were judged, how many were planned, and which were left out. */
  readonly blocks: { readonly done: number; readonly planned: number; readonly left: readonly BlockRange[] };
  /** Scenarios that the engine refused; never counted as a pass. */
  readonly rejected: number;
  /** The first reason for a refusal. */
  readonly rejection: string | undefined;
  /** That the engine answers, then every invariant, in the order given. */
  readonly invariants: readonly InvariantReport[];
  /** One a signature, reduced. */
  readonly counterexamples: readonly Counterexample[];
  /** How many cases of each kind were looked at, by label. */
  readonly labels: Readonly<Record<string, number>>;
}

/** What a campaign was about. */
export interface CampaignSubject {
  readonly seed: number;
  /** Of the whole campaign. */
  readonly cases: number;
  readonly engine: EngineIdentity;
  /** In the order of the report. */
  readonly statements: readonly JudgedStatement[];
  readonly least?: Least | undefined;
}

const NOTHING = new EvidenceSum("run", "campaign").tally();

/** The result of a campaign from what its blocks came to, here or in several parts. */
export function campaignResult({ tally, counterexamples }: Examined, subject: CampaignSubject): CampaignResult {
  const planned = blocksOf(subject.cases);
  return {
    seed: subject.seed,
    engine: subject.engine,
    cases: tally.cases,
    blocks: { done: countBlocks(tally.blocks), planned, left: blocksBeside(tally.blocks, planned) },
    rejected: tally.rejected,
    rejection: tally.rejection,
    invariants: reportsOf({ tally, counterexamples }, subject),
    counterexamples,
    labels: Object.fromEntries(Object.entries(tally.labels).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** What a report says of the statements that a campaign judges. */
export function judgedStatements(statements: readonly Statement[]): JudgedStatement[] {
  return statements.map((each) => ({
    id: each.id,
    title: each.title,
    severity: each.severity,
    method: methodOf(each),
  }));
}

function reportsOf({ tally, counterexamples }: Examined, { statements, least }: CampaignSubject): InvariantReport[] {
  const stored = new Map<string, string>();
  for (const each of counterexamples) {
    if (!stored.has(each.invariant)) stored.set(each.invariant, counterexampleName(each));
  }
  return statements.map(({ id, title, severity, method }) => {
    const found = tally.statements[id] ?? NOTHING;
    const evidence = evidenceOf(found, { method, subject: "campaign", least, counterexample: stored.get(id) });
    return { id, title, severity, verdict: evidence.verdict, evidence: [evidence] };
  });
}
