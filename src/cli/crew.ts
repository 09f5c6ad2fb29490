import { availableParallelism } from "node:os";
import type { Hand } from "../campaign/hand.ts";
import type { Crew, Workload } from "../campaign/spread.ts";
import type { EngineWords } from "./engine-spec.ts";
import { RemoteHand } from "./remote-hand.ts";
import type { WorkerSpec } from "./worker-messages.ts";

/** Workers at most where none are asked for: what else the machine does should not suffer. */
const WORKERS_MOST = 4;

/** Milliseconds of work after which there is some idea of the pace. */
const KNOWN_AFTER = 500;

/**
 * Milliseconds of work, by the pace so far, that must be left for more workers to be worth their start. One loads for
 * about 300 and is slow for its first thousand cases, as this thread was: by then the pace looks worse than it will be.
 */
const WORTH_A_START = 4000;

/** What the crew of a campaign is made of. */
export interface CrewTerms {
  /** The hand of this thread. */
  readonly own: Hand;
  /** File of the worker's module as it was built; without it there are no workers. */
  readonly module: string | undefined;
  readonly spec: WorkerSpec;
  /** Hands in all, this thread's included; as many as are worth it where it is undefined. */
  readonly workers: number | undefined;
  now(): number;
  onEngineFailure(failure: EngineWords): void;
}

/** This thread and worker threads beside it, each with an engine of its own. They start when they are worth it. */
export class CampaignCrew implements Crew<Hand> {
  readonly #terms: CrewTerms;
  #remote: RemoteHand[] = [];
  #start = 0;

  constructor(terms: CrewTerms) {
    this.#terms = terms;
  }

  hands(workload: Workload): readonly Hand[] {
    const { own } = this.#terms;
    if (this.#remote.length === 0) this.#recruit(this.#worth(workload) - 1);
    return [own, ...this.#remote.filter(({ lost }) => !lost)];
  }

  async close(): Promise<void> {
    const remote = this.#remote;
    this.#remote = [];
    await Promise.all(remote.map((hand) => hand.close()));
  }

  /** How many hands the work is worth, this thread's included. */
  #worth({ done, left }: Workload): number {
    const { module, workers, now } = this.#terms;
    if (module === undefined) return 1;
    if (workers !== undefined) return Math.min(workers, left);
    if (done === 0) this.#start = now();
    const spent = now() - this.#start;
    if (done === 0 || spent < KNOWN_AFTER || (spent / done) * left < WORTH_A_START) return 1;
    return Math.min(availableParallelism(), WORKERS_MOST, left);
  }

  #recruit(count: number): void {
    const { module, spec, onEngineFailure } = this.#terms;
    for (let i = 0; i < count; i++) this.#remote.push(new RemoteHand(module!, spec, onEngineFailure));
  }
}
