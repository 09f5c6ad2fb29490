import { Worker } from "node:worker_threads";
import type { Hand } from "../campaign/hand.ts";
import type { FoundFailure, JudgedBlocks } from "../campaign/merge.ts";
import type { Counterexample } from "../model/counterexample.ts";
import { EngineError } from "../model/errors.ts";
import type { EngineWords } from "./engine-spec.ts";
import type { WorkerMessage, WorkerResults, WorkerSpec, WorkerTask } from "./worker-messages.ts";
import { errorOf } from "./worker-messages.ts";

interface Waiting {
  resolve(result: WorkerResults[keyof WorkerResults]): void;
  reject(error: Error): void;
}

/** A hand in a worker thread, with an engine of its own there. */
export class RemoteHand implements Hand {
  readonly atOnce = 2;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onEngineFailure: (failure: EngineWords) => void;
  #asked = 0;
  #lost: Error | undefined;

  /** `module` is the file of campaign-worker.ts as it was built. */
  constructor(module: string, spec: WorkerSpec, onEngineFailure: (failure: EngineWords) => void) {
    this.#onEngineFailure = onEngineFailure;
    this.#worker = new Worker(module, { workerData: spec });
    this.#worker.on("message", (message: WorkerMessage) => this.#take(message));
    this.#worker.on("error", (error) => this.#lose("the engine broke outside of any run", error.message));
    this.#worker.on("exit", (code) => this.#lose("the engine ended the thread that it ran in", `exit code ${code}`));
  }

  /** Whether its thread is gone, and with it what it had in hand. */
  get lost(): boolean {
    return this.#lost !== undefined;
  }

  /** When `signal` cuts the block short, the thread ends with it. */
  async judge(block: number, signal?: AbortSignal): Promise<JudgedBlocks | undefined> {
    if (signal === undefined) return this.#ask({ kind: "judge", block });
    let leave = () => {};
    const left = new Promise<undefined>((resolve) => {
      leave = () => {
        resolve(undefined);
        void this.leave();
      };
    });
    signal.addEventListener("abort", leave);
    try {
      return await (signal.aborted ? undefined : Promise.race([this.#ask({ kind: "judge", block }), left]));
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  reduce(failure: FoundFailure): Promise<Counterexample> {
    return this.#ask({ kind: "reduce", failure });
  }

  /** Ends the thread at once. */
  async leave(): Promise<void> {
    this.#lost ??= new Error("the worker was dismissed");
    await this.#worker.terminate();
  }

  /** Closes the engine, then ends the thread. Never throws. */
  async close(): Promise<void> {
    if (!this.lost) await this.#ask({ kind: "close" }).catch(() => undefined);
    await this.leave();
  }

  #ask<Kind extends WorkerTask["kind"]>(task: WorkerTask & { readonly kind: Kind }): Promise<WorkerResults[Kind]> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    const id = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      this.#worker.postMessage({ id, task });
    });
  }

  #take(message: WorkerMessage): void {
    if (message.kind === "engine failed") {
      this.#onEngineFailure(message.failure);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "done") waiting?.resolve(message.result);
    else waiting?.reject(errorOf(message.thrown));
  }

  #lose(what: string, actual: string): void {
    this.#lost ??= new EngineError("crashed", {
      what,
      where: "a worker of the campaign",
      actual,
      hint: "such an engine is looked at best as a command, in a process of its own",
    });
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}
