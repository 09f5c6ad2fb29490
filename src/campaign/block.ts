import fc from "fast-check";
import type { Capabilities, Engine } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { hash32, Random } from "../numeric/random.ts";
import type { ScenarioOptions } from "../scenarios/generate.ts";
import type { Generator, ScenarioSource } from "../scenarios/source.ts";
import { scenarioSource } from "../scenarios/source.ts";
import { NEEDS_MORE_RUNS } from "../verify/audit.ts";
import type { Invariant, RelationInvariant, RunInvariant } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { judgePair } from "../verify/judge.ts";
import { judgeRuns } from "../verify/judge-many.ts";
import { Probe } from "../verify/probe.ts";
import { RunView } from "../verify/run-view.ts";
import { answerOf, ENGINE_ANSWERS, judgeAnswer, owed, secondAnswer } from "./answer.ts";
import type { Occasion } from "./findings.ts";
import { Findings } from "./findings.ts";
import type { JudgedBlocks } from "./merge.ts";
import { CASES_PER_BLOCK, casesOfBlock } from "./plan.ts";
import { RelationTurns } from "./relation-turns.ts";
import type { Statement } from "./trial.ts";

/** Cases whose runs are judged together: enough to spare most of the time that can be spared. */
const JUDGED_TOGETHER = 16;

/** What the blocks of a campaign are judged with. */
export interface BlockTerms {
  readonly engine: Engine;
  readonly invariants: readonly Invariant[];
  /** Any integer. */
  readonly seed: number;
  /** Of the whole campaign. */
  readonly cases: number;
  readonly sizes?: ScenarioOptions | undefined;
  /** What makes the scenarios; structured ones by default. */
  readonly generators?: readonly Generator[] | undefined;
}

/** Judges blocks of a campaign, each on its own and in any order. */
export class BlockJudge {
  readonly #terms: BlockTerms;
  readonly #source: ScenarioSource;
  readonly #digest: number;
  readonly #capabilities: Capabilities;

  constructor(terms: BlockTerms, capabilities: Capabilities) {
    this.#terms = terms;
    this.#capabilities = capabilities;
    this.#source = scenarioSource(capabilities, terms);
    this.#digest = hash32(...terms.invariants.map(({ id }) => id));
  }

  /**
   * What came of a block's cases; undefined when `signal` cut it short. Follows from the engine, the invariants, the
   * campaign's seed and the block's number alone. Throws where an invariant is broken.
   */
  async judge(number: number, signal?: AbortSignal): Promise<JudgedBlocks | undefined> {
    const { seed, cases } = this.#terms;
    const blockSeed = hash32(seed, this.#digest, number);
    const engine = { port: this.#terms.engine, capabilities: this.#capabilities, signal };
    const block = new Block(engine, this.#terms.invariants, this.#source, { number, seed: blockSeed });
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

/** The engine under test, what it says that it can do, and when it is to drop what it has in hand. */
interface EngineAsked {
  readonly port: Engine;
  readonly capabilities: Capabilities;
  readonly signal: AbortSignal | undefined;
}

/** One block under way. */
class Block {
  readonly #engine: EngineAsked;
  readonly #source: ScenarioSource;
  readonly #number: number;
  readonly #seed: number;
  readonly #runInvariants: readonly RunInvariant[];
  readonly #turns: RelationTurns;
  readonly #findings: Findings;
  readonly #labels = new Map<string, number>();
  /** What is yet to be noted, in the order of the cases. */
  #waiting: Entry[] = [];
  #cases = 0;
  #rejected = 0;
  #rejection: string | undefined;

  constructor(
    engine: EngineAsked,
    invariants: readonly Invariant[],
    source: ScenarioSource,
    { number, seed }: { readonly number: number; readonly seed: number },
  ) {
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
    const answer = await answerOf(this.#engine.port, scenario, this.#engine.signal);
    const occasion = { scenario, case: number };
    this.#waiting.push({ statement: ENGINE_ANSWERS, finding: judgeAnswer(answer), occasion });
    if (answer.kind === "rejected") {
      this.#rejected++;
      this.#rejection ??= answer.reason;
    }
    if (answer.kind !== "run") return;
    const view = new RunView(answer.run, "campaign");
    this.#waiting.push({ view, occasion });
    if (this.#engine.port.runsAreFinal !== true || this.#cases % JUDGED_TOGETHER === 0) this.#settle();
    await this.#relate(scenario, view, number);
  }

  /** Judges the runs that wait to be, and notes all findings in the order of the cases. */
  #settle(): void {
    const views = this.#waiting.flatMap((entry) => ("view" in entry ? [entry.view] : []));
    const failing = views.map((): { invariant: RunInvariant; finding: Finding }[] => []);
    judgeRuns(this.#runInvariants, views, (invariant, finding, run) => {
      this.#findings.count(invariant, finding);
      if (finding.probe.violationCount > 0) failing[run]!.push({ invariant, finding });
    });
    let run = 0;
    for (const entry of this.#waiting) {
      if (!("view" in entry)) this.#findings.add(entry.statement, entry.finding, entry.occasion);
      else for (const each of failing[run++]!) this.#findings.discover(each.invariant, each.finding, entry.occasion);
    }
    this.#waiting = [];
  }

  judged(): JudgedBlocks {
    this.#settle();
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
      const random = new Random(hash32(this.#seed, number, relation.id));
      const followUp = owed(relation.followUp(scenario, random, source), this.#engine.capabilities);
      if (typeof followUp !== "string") {
        this.#turns.taken(relation);
        return this.#judge(relation, { scenario, followUp, case: number }, source);
      }
      const probe = new Probe(relation.tolerance);
      const finding: Finding = { verdict: "skipped", reason: followUp, probe };
      this.#waiting.push({ statement: relation, finding, occasion: { scenario, case: number } });
    }
  }

  async #judge(relation: RelationInvariant, occasion: Pair, source: RunView): Promise<void> {
    const { scenario, followUp } = occasion;
    const answer = await secondAnswer(this.#engine.port, relation, scenario, followUp, this.#engine.signal);
    if (answer.kind !== "run") {
      this.#waiting.push({ statement: ENGINE_ANSWERS, finding: judgeAnswer(answer), occasion });
      return;
    }
    const view = new RunView(answer.run, "campaign, follow-up");
    const pair = { source, followUp: view, scenario, followUpScenario: followUp };
    this.#waiting.push({ statement: relation, finding: judgePair(relation, pair), occasion });
  }
}

/** A finding to be noted, or a run to be judged by every run invariant. */
type Entry =
  | { readonly statement: Statement; readonly finding: Finding; readonly occasion: Occasion }
  | { readonly view: RunView; readonly occasion: Occasion };

type Pair = { readonly scenario: Scenario; readonly followUp: Scenario; readonly case: number };
