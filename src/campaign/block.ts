import fc from "fast-check";
import type { Capabilities, Engine } from "../model/engine.ts";
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
import { answerOf, ENGINE_ANSWERS, judgeAnswer, secondAnswer } from "./answer.ts";
import { Findings } from "./findings.ts";
import type { JudgedBlocks } from "./merge.ts";
import { CASES_PER_BLOCK, casesOfBlock } from "./plan.ts";
import { RelationTurns } from "./relation-turns.ts";

/** What the blocks of a campaign are judged with. */
export interface BlockTerms {
  readonly engine: Engine;
  readonly invariants: readonly Invariant[];
  /** Any integer. */
  readonly seed: number;
  /** Of the whole campaign. */
  readonly cases: number;
  readonly sizes?: ScenarioOptions;
}

/** Judges blocks of a campaign, each on its own and in any order. */
export class BlockJudge {
  readonly #terms: BlockTerms;
  readonly #source: ScenarioSource;
  readonly #digest: number;

  constructor(terms: BlockTerms, capabilities: Capabilities) {
    this.#terms = terms;
    this.#source = scenarioSource(capabilities, terms.sizes);
    this.#digest = hash32(...terms.invariants.map(({ id }) => id));
  }

  /**
   * What came of a block's cases; undefined when `signal` cut it short. Follows from the engine, the invariants, the
   * campaign's seed and the block's number alone. Throws where an invariant is broken.
   */
  async judge(number: number, signal?: AbortSignal): Promise<JudgedBlocks | undefined> {
    const { seed, cases } = this.#terms;
    const blockSeed = hash32(seed, this.#digest, number);
    const block = new Block(this.#terms, this.#source, number, blockSeed);
    let broken: { readonly error: unknown } | undefined;
    // The property never fails: it records, so that the block goes on.
    const property = fc.asyncProperty(this.#source.block(blockSeed), async (scenario) => {
      if (broken !== undefined || signal?.aborted === true) return;
      try {
        await block.examine(scenario);
      } catch (error) {
        broken = { error }; // a bug of ours: fast-check would take it for a finding about the engine
      }
    });
    await fc.check(property, { seed: blockSeed | 0, numRuns: casesOfBlock(number, cases) });
    if (broken !== undefined) throw broken.error;
    return signal?.aborted === true ? undefined : block.judged();
  }
}

/** One block under way. */
class Block {
  readonly #engine: Engine;
  readonly #source: ScenarioSource;
  readonly #number: number;
  readonly #seed: number;
  readonly #runInvariants: readonly RunInvariant[];
  readonly #turns: RelationTurns;
  readonly #findings: Findings;
  readonly #labels = new Map<string, number>();
  #cases = 0;
  #rejected = 0;
  #rejection: string | undefined;

  constructor({ engine, invariants }: BlockTerms, source: ScenarioSource, number: number, seed: number) {
    this.#engine = engine;
    this.#source = source;
    this.#number = number;
    this.#seed = seed;
    this.#runInvariants = invariants.filter((invariant) => invariant.kind === "run");
    const relations = invariants.filter((invariant) => invariant.kind === "relation");
    this.#turns = new RelationTurns(relations, number);
    this.#findings = new Findings([ENGINE_ANSWERS, ...invariants], "campaign");
    for (const invariant of invariants) {
      if (invariant.kind === "passes") this.#findings.skip(invariant, NEEDS_MORE_RUNS.passes);
    }
  }

  async examine(scenario: Scenario): Promise<void> {
    const number = this.#number * CASES_PER_BLOCK + this.#cases++;
    for (const label of this.#source.labelsOf(scenario)) this.#labels.set(label, (this.#labels.get(label) ?? 0) + 1);
    const answer = await answerOf(this.#engine, scenario);
    const occasion = { scenario, case: number };
    this.#findings.add(ENGINE_ANSWERS, judgeAnswer(answer), occasion);
    if (answer.kind === "rejected") {
      this.#rejected++;
      this.#rejection ??= answer.reason;
    }
    if (answer.kind !== "run") return;
    const view = new RunView(answer.run, "campaign");
    for (const invariant of this.#runInvariants) this.#findings.add(invariant, judgeRun(invariant, view), occasion);
    await this.#relate(scenario, view, number);
  }

  judged(): JudgedBlocks {
    const number = this.#number;
    const rejection = this.#rejection;
    return {
      tally: {
        blocks: [{ from: number, to: number }],
        cases: this.#cases,
        rejected: this.#rejected,
        ...(rejection === undefined ? {} : { rejection }),
        labels: Object.fromEntries(this.#labels),
        statements: this.#findings.tallies(),
        worst: this.#findings.worst(),
      },
      failures: this.#findings.discoveries.map((each) => ({ ...each, statement: each.statement.id })),
    };
  }

  /** One relation a case: of those that apply to it, the one that has had the fewest turns. */
  async #relate(scenario: Scenario, source: RunView, number: number): Promise<void> {
    for (const relation of this.#turns.next()) {
      const followUp = relation.followUp(scenario, new Random(hash32(this.#seed, number, relation.id)), source);
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
    const answer = await secondAnswer(this.#engine, relation, scenario, followUp);
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
