import fc from "fast-check";
import type { Counterexample } from "../model/counterexample.ts";
import type { Engine, EngineDescription } from "../model/engine.ts";
import type { InvariantReport } from "../model/report.ts";
import type { EngineIdentity } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { hash32, Random } from "../numeric/random.ts";
import type { ScenarioOptions } from "../scenarios/generate.ts";
import type { ScenarioSource } from "../scenarios/source.ts";
import { scenarioSource } from "../scenarios/source.ts";
import { NEEDS_MORE_RUNS } from "../verify/audit.ts";
import type { Invariant, RelationInvariant, RunInvariant } from "../verify/invariant.ts";
import { judgePair, judgeRun } from "../verify/judge.ts";
import { Probe } from "../verify/probe.ts";
import { RunView } from "../verify/run-view.ts";
import type { Least } from "../verify/tally.ts";
import { answerOf, ENGINE_ANSWERS, judgeAnswer, secondAnswer } from "./answer.ts";
import { counterexampleOf } from "./counterexample.ts";
import { Findings } from "./findings.ts";
import { REDUCTION_BUDGET } from "./reducer.ts";
import { RelationTurns } from "./relation-turns.ts";
import { counterexampleName } from "./store.ts";

/** Cases of one block. A block's scenarios follow from its seed alone, so a time budget only leaves blocks out. */
export const CASES_PER_BLOCK = 64;

export interface CampaignProgress {
  readonly cases: number;
  readonly planned: number;
  /** Different failures so far. */
  readonly failures: number;
}

export interface CampaignOptions {
  readonly engine: Engine;
  readonly invariants: readonly Invariant[];
  /** Any integer; printed with the result, and the same result follows from it. */
  readonly seed: number;
  readonly cases: number;
  readonly sizes?: ScenarioOptions;
  /** What an invariant must have examined for its silence to count as a pass; nothing unless it is given. */
  readonly least?: Least;
  /** Asked before each block but the first; true ends the campaign there. */
  readonly canStop?: () => boolean;
  readonly onProgress?: (progress: CampaignProgress) => void;
  /** Engine runs that the reduction of one counterexample may cost. */
  readonly reductionBudget?: number;
}

export interface CampaignResult {
  readonly seed: number;
  readonly engine: EngineIdentity;
  /** Scenarios that were generated and given to the engine. */
  readonly cases: number;
  readonly blocks: { readonly done: number; readonly planned: number };
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

/**
 * Looks for scenarios on which an engine breaks an invariant. Every case is one engine run judged by all run
 * invariants, and a second run for one of the relations that apply, which take turns. It goes on after a failure; at the end each
 * different failure is reduced. The result depends on engine, invariants, seed and cases, on nothing else.
 */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const description = await options.engine.describe();
  const campaign = new Campaign(options, description);
  const planned = Math.ceil(options.cases / CASES_PER_BLOCK);
  let done = 0;
  while (done < planned && !(done > 0 && options.canStop?.() === true)) {
    await campaign.block(done);
    done++;
  }
  return campaign.result({ done, planned });
}

class Campaign {
  readonly #options: CampaignOptions;
  readonly #engine: EngineIdentity;
  readonly #source: ScenarioSource;
  readonly #runInvariants: readonly RunInvariant[];
  readonly #relations: readonly RelationInvariant[];
  #turns = new RelationTurns([], 0);
  readonly #findings: Findings;
  readonly #digest: number;
  readonly #labels = new Map<string, number>();
  #cases = 0;
  #rejected = 0;
  #rejection: string | undefined;

  constructor(options: CampaignOptions, { name, version, capabilities }: EngineDescription) {
    this.#options = options;
    this.#engine = { name, version };
    this.#source = scenarioSource(capabilities, options.sizes);
    this.#runInvariants = options.invariants.filter((invariant) => invariant.kind === "run");
    this.#relations = options.invariants.filter((invariant) => invariant.kind === "relation");
    this.#findings = new Findings([ENGINE_ANSWERS, ...options.invariants], "campaign", options.least);
    for (const invariant of options.invariants) {
      if (invariant.kind === "passes") this.#findings.skip(invariant, NEEDS_MORE_RUNS.passes);
    }
    this.#digest = hash32(...options.invariants.map(({ id }) => id));
  }

  /** Runs one block through fast-check. The property never fails: it records, so that the block goes on. */
  async block(index: number): Promise<void> {
    const { seed, cases, onProgress } = this.#options;
    const blockSeed = hash32(seed, this.#digest, index);
    this.#turns = new RelationTurns(this.#relations, index);
    let broken: { readonly error: unknown } | undefined;
    const property = fc.asyncProperty(this.#source.block(blockSeed), async (scenario) => {
      if (broken !== undefined) return;
      try {
        await this.#examine(scenario, blockSeed);
      } catch (error) {
        broken = { error }; // a bug of ours: fast-check would take it for a finding about the engine
      }
    });
    const numRuns = Math.min(CASES_PER_BLOCK, cases - index * CASES_PER_BLOCK);
    await fc.check(property, { seed: blockSeed | 0, numRuns });
    if (broken !== undefined) throw broken.error;
    onProgress?.({ cases: this.#cases, planned: cases, failures: this.#findings.discoveries.length });
  }

  async result(blocks: CampaignResult["blocks"]): Promise<CampaignResult> {
    const { seed, engine, reductionBudget = REDUCTION_BUDGET } = this.#options;
    const counterexamples: Counterexample[] = [];
    for (const discovery of this.#findings.discoveries) {
      counterexamples.push(
        await counterexampleOf(discovery, { engine, identity: this.#engine, seed, reductionBudget }),
      );
    }
    const stored = counterexamples.map((each) => [each.invariant, counterexampleName(each)] as const);
    return {
      seed,
      engine: this.#engine,
      cases: this.#cases,
      blocks,
      rejected: this.#rejected,
      rejection: this.#rejection,
      invariants: this.#findings.reports((id) => stored.find(([invariant]) => invariant === id)?.[1]),
      counterexamples,
      labels: Object.fromEntries([...this.#labels].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }

  async #examine(scenario: Scenario, blockSeed: number): Promise<void> {
    const number = this.#cases++;
    for (const label of this.#source.labelsOf(scenario)) this.#labels.set(label, (this.#labels.get(label) ?? 0) + 1);
    const answer = await answerOf(this.#options.engine, scenario);
    const occasion = { scenario, case: number };
    this.#findings.add(ENGINE_ANSWERS, judgeAnswer(answer), occasion);
    if (answer.kind === "rejected") {
      this.#rejected++;
      this.#rejection ??= answer.reason;
    }
    if (answer.kind !== "run") return;
    const view = new RunView(answer.run, "campaign");
    for (const invariant of this.#runInvariants) this.#findings.add(invariant, judgeRun(invariant, view), occasion);
    await this.#relate(scenario, view, number, blockSeed);
  }

  /** One relation a case: of those that apply to it, the one that has had the fewest turns. */
  async #relate(scenario: Scenario, source: RunView, number: number, blockSeed: number): Promise<void> {
    for (const relation of this.#turns.next()) {
      const followUp = relation.followUp(scenario, new Random(hash32(blockSeed, number, relation.id)), source);
      if (typeof followUp !== "string") {
        this.#turns.taken(relation);
        return this.#judge(relation, { scenario, followUp, case: number }, source);
      }
      const probe = new Probe(relation.tolerance);
      this.#findings.add(relation, { verdict: "skipped", reason: followUp, probe }, { scenario, case: number });
    }
  }

  async #judge(relation: RelationInvariant, occasion: Pair, source: RunView): Promise<void> {
    const { scenario, followUp } = occasion;
    const answer = await secondAnswer(this.#options.engine, relation, scenario, followUp);
    if (answer.kind !== "run") {
      this.#findings.add(ENGINE_ANSWERS, judgeAnswer(answer), occasion);
      return;
    }
    const view = new RunView(answer.run, "campaign, follow-up");
    const pair = { source, followUp: view, scenario, followUpScenario: followUp };
    this.#findings.add(relation, judgePair(relation, pair), occasion);
  }
}

type Pair = { readonly scenario: Scenario; readonly followUp: Scenario; readonly case: number };
