import type { Counterexample } from "../model/counterexample.ts";
import type { EngineDescription } from "../model/engine.ts";
import { HarnessError } from "../model/errors.ts";
import { ENGINE_ANSWERS } from "./answer.ts";
import type { BlockTerms } from "./block.ts";
import { BlockJudge } from "./block.ts";
import { counterexampleOf } from "./counterexample.ts";
import type { FoundFailure, JudgedBlocks } from "./merge.ts";
import { REDUCTION_BUDGET } from "./reducer.ts";
import type { Worker } from "./spread.ts";

/** Who judges blocks and reduces failures. */
export interface Hand extends Worker {
  /** What came of a block; undefined when it was cut short. */
  judge(block: number, signal?: AbortSignal): Promise<JudgedBlocks | undefined>;
  /** The smallest scenario that fails in the same way, ready to be stored. */
  reduce(failure: FoundFailure): Promise<Counterexample>;
}

/** What a hand works with. */
export interface HandTerms extends BlockTerms {
  /** Engine runs that the reduction of one counterexample may cost. */
  readonly reductionBudget?: number;
}

/** A hand of this thread, on an engine of its own. */
export class OwnHand implements Hand {
  readonly atOnce = 1;
  readonly #terms: HandTerms;
  readonly #engine: EngineDescription;
  readonly #blocks: BlockJudge;

  /** `engine` is what the engine says of itself. */
  constructor(terms: HandTerms, engine: EngineDescription) {
    this.#terms = terms;
    this.#engine = engine;
    this.#blocks = new BlockJudge(terms, engine.capabilities);
  }

  judge(block: number, signal?: AbortSignal): Promise<JudgedBlocks | undefined> {
    return this.#blocks.judge(block, signal);
  }

  reduce(failure: FoundFailure): Promise<Counterexample> {
    const { engine, seed, reductionBudget = REDUCTION_BUDGET } = this.#terms;
    const { name, version } = this.#engine;
    const discovery = { ...failure, statement: this.#statement(failure.statement) };
    return counterexampleOf(discovery, { engine, identity: { name, version }, seed, reductionBudget });
  }

  #statement(id: string) {
    const statement = [ENGINE_ANSWERS, ...this.#terms.invariants].find((each) => each.id === id);
    if (statement !== undefined) return statement;
    throw new HarnessError({ what: "a failure of a statement that is not judged here", actual: id });
  }
}
