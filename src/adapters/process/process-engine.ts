import type { Engine, EngineDescription } from "../../model/engine.ts";
import type { Run } from "../../model/run.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { PlainRun } from "../plain-run.ts";
import { runOfPlain } from "../plain-run.ts";
import type { EngineCommand } from "./engine-process.ts";
import { EngineProcess } from "./engine-process.ts";
import { EngineFailure } from "./failures.ts";
import { lineOf } from "./lifetime.ts";
import { HELLO, readAnswer, readHello, runRequest, scenarioText } from "./protocol.ts";

/** Seconds for one scenario where nothing else is said. */
export const DEFAULT_TIMEOUT = 10;
/** Seconds that an engine may take to start and say hello: some load a world of libraries. */
const START_TIMEOUT = 60;
/** Milliseconds that an engine may take to end once nobody asks it anything any more. */
const FAREWELL = 1000;

export interface ProcessOptions {
  /** Seconds that the engine may take for one scenario. */
  readonly timeout?: number;
  /** Hears of each failure with the last lines of stderr, which differ too much from run to run to stand in a report. */
  readonly onFailure?: (failure: EngineFailure) => void;
}

/**
 * An engine in a process of its own (CONTRACT.md §4), in any language. The process is started at the first question and
 * answers one after the other; whatever goes wrong is an EngineError of its own class, and the next question goes to a
 * new process. Close it when it is no longer needed.
 */
export class ProcessEngine implements Engine {
  /** What came over a pipe or from files is nobody else's. */
  readonly runsAreFinal = true;
  readonly #command: EngineCommand;
  readonly #options: ProcessOptions;
  #description: EngineDescription | undefined;
  #process: EngineProcess | undefined;
  /** The question under way: questions that come together are asked one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #questions = 0;

  constructor(command: EngineCommand, options: ProcessOptions = {}) {
    this.#command = command;
    this.#options = options;
  }

  describe(): Promise<EngineDescription> {
    return this.#inTurn(async () => {
      if (this.#description === undefined) await this.#ready();
      return this.#description!;
    });
  }

  async run(scenario: Scenario, signal?: AbortSignal): Promise<Run> {
    const plain = await this.#asked(() => scenarioText(scenario), signal);
    const { name, version } = this.#description!;
    return runOfPlain(plain, { name, version }, scenario.config, scenario.market.assets);
  }

  async runDocument(text: string, signal?: AbortSignal): Promise<void> {
    await this.#asked(() => text, signal);
  }

  /** The answer to a scenario, given as one line of JSON. */
  #asked(json: () => string, signal: AbortSignal | undefined): Promise<PlainRun> {
    return this.#inTurn(async () => {
      signal?.throwIfAborted();
      const engine = await this.#ready();
      const abandon = () => void engine.kill();
      signal?.addEventListener("abort", abandon);
      engine.hold(true);
      try {
        return await this.#ask(engine, json());
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener("abort", abandon);
        engine.hold(false);
      }
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      const running = this.#process;
      this.#process = undefined;
      await running?.stop(FAREWELL);
    });
  }

  async #ask(engine: EngineProcess, json: string): Promise<PlainRun> {
    const id = ++this.#questions;
    const { timeout = DEFAULT_TIMEOUT } = this.#options;
    try {
      await engine.send(runRequest(id, json), timeout * 1000);
      return readAnswer(lineOf(await engine.next(timeout * 1000), engine, timeout, "answer"), id);
    } catch (error) {
      throw error instanceof EngineFailure ? await this.#ended(engine, error) : error;
    }
  }

  /** The process, started and greeted if there is none. */
  async #ready(): Promise<EngineProcess> {
    if (this.#process !== undefined) return this.#process;
    const engine = await EngineProcess.start(this.#command);
    try {
      await engine.send(HELLO, START_TIMEOUT * 1000);
      this.#description = readHello(
        lineOf(await engine.next(START_TIMEOUT * 1000), engine, START_TIMEOUT, "say hello"),
      );
    } catch (error) {
      throw await this.#ended(engine, error);
    }
    engine.hold(false);
    this.#process = engine;
    return engine;
  }

  /** Ends a process that failed; the failure gets what was on its stderr. */
  async #ended(engine: EngineProcess, error: unknown): Promise<unknown> {
    this.#process = undefined;
    await engine.kill();
    if (!(error instanceof EngineFailure)) return error;
    error.lastLines = engine.lastLines;
    return error;
  }

  /** Does some work once all that was asked for before is done. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch((error) => {
      if (error instanceof EngineFailure) this.#options.onFailure?.(error);
    });
    return mine;
  }
}
