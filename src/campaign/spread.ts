/** Who does a campaign's work: this thread, or another. */
export interface Worker {
  /** Tasks that it is handed at once: two keep one busy that is a message away. */
  readonly atOnce: number;
}

/** How far the work is. */
export interface Workload {
  readonly done: number;
  readonly left: number;
}

/** Those who share the work. */
export interface Crew<Hand extends Worker> {
  /** Who can work now. Asked at the start and after each task, so that others may join. */
  hands(workload: Workload): readonly Hand[];
}

/** Tasks that any number of hands share. */
export interface SharedWork<Hand extends Worker, Result> {
  /** How many tasks there are. */
  readonly tasks: number;
  /** Does one task, counted from 0; undefined when it was cut short, and then no further task begins. */
  perform(hand: Hand, task: number): Promise<Result | undefined>;
  /** Takes the results in the order of the tasks, whoever was done first: always those of 0 to k, none left out. */
  deliver(result: Result): void;
  /** Asked before each task but the first; true lets no further task begin. */
  readonly canStop?: (() => boolean | Promise<boolean>) | undefined;
}

/**
 * Shares tasks among hands. What is delivered depends on the tasks alone, not on who did them. Where tasks throw, the
 * first one's error is thrown once all that had begun have ended.
 */
export async function spread<Hand extends Worker, Result>(
  work: SharedWork<Hand, Result>,
  crew: Crew<Hand>,
): Promise<void> {
  await new Spreading(work, crew).run();
}

class Spreading<Hand extends Worker, Result> {
  readonly #work: SharedWork<Hand, Result>;
  readonly #crew: Crew<Hand>;
  readonly #known = new Set<Hand>();
  readonly #running: Promise<void>[] = [];
  /** Results that wait for those before them. */
  readonly #early = new Map<number, Result>();
  #taken = 0;
  #delivered = 0;
  #stopped = false;
  #failed: { readonly task: number; readonly error: unknown } | undefined;

  constructor(work: SharedWork<Hand, Result>, crew: Crew<Hand>) {
    this.#work = work;
    this.#crew = crew;
  }

  async run(): Promise<void> {
    this.#muster();
    for (let next = this.#running.pop(); next !== undefined; next = this.#running.pop()) await next;
    if (this.#failed !== undefined) throw this.#failed.error;
  }

  #muster(): void {
    const workload = { done: this.#delivered, left: this.#work.tasks - this.#delivered };
    for (const hand of this.#crew.hands(workload)) {
      if (this.#known.has(hand)) continue;
      this.#known.add(hand);
      for (let i = 0; i < hand.atOnce; i++) this.#running.push(this.#keepBusy(hand));
    }
  }

  /** Never rejects, because nobody may be waiting for it yet: an error is kept for the end. */
  async #keepBusy(hand: Hand): Promise<void> {
    for (let task = await this.#take(); task !== undefined; task = await this.#take()) {
      try {
        const result = await this.#work.perform(hand, task);
        if (result === undefined) this.#stopped = true;
        else this.#collect(task, result);
        this.#muster();
      } catch (error) {
        this.#stopped = true;
        if (this.#failed === undefined || task < this.#failed.task) this.#failed = { task, error };
      }
    }
  }

  async #take(): Promise<number | undefined> {
    if (this.#taken > 0 && !this.#stopped && this.#taken < this.#work.tasks) {
      if ((await this.#work.canStop?.()) === true) this.#stopped = true;
    }
    return this.#stopped || this.#taken >= this.#work.tasks ? undefined : this.#taken++;
  }

  #collect(task: number, result: Result): void {
    this.#early.set(task, result);
    for (;;) {
      const next = this.#early.get(this.#delivered);
      if (next === undefined) return;
      this.#early.delete(this.#delivered++);
      this.#work.deliver(next);
    }
  }
}
