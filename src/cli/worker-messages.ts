import type { FoundFailure, JudgedBlocks } from "../campaign/merge.ts";
import type { Counterexample } from "../model/counterexample.ts";
import type { ErrorDetails } from "../model/errors.ts";
import {
  ConfigError,
  EngineError,
  HarnessError,
  LimitError,
  MarketError,
  RunDirectoryError,
  TieoutError,
} from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import type { EngineSpec, EngineWords } from "./engine-spec.ts";

/** What a campaign's worker is told at its start. Plain data: it loads engine and invariants itself. */
export interface WorkerSpec {
  readonly engine: EngineSpec;
  /** For the invariants of the user's own, tolerances and waivers. */
  readonly settings: Settings;
  /** The day by which waivers expire. */
  readonly today: string;
  /** Ids of what is judged, in the order of the campaign. */
  readonly invariants: readonly string[];
  readonly seed: number;
  readonly cases: number;
}

/** What a worker is asked for. */
export type WorkerTask =
  | { readonly kind: "judge"; readonly block: number }
  | { readonly kind: "reduce"; readonly failure: FoundFailure }
  | { readonly kind: "close" };

/** What it answers, by kind of task. */
export interface WorkerResults {
  readonly judge: JudgedBlocks | undefined;
  readonly reduce: Counterexample;
  readonly close: undefined;
}

export interface WorkerRequest {
  readonly id: number;
  readonly task: WorkerTask;
}

/** What a worker sends: the answer to a request, or what an engine wrote before it failed. */
export type WorkerMessage =
  | { readonly kind: "done"; readonly id: number; readonly result: WorkerResults[keyof WorkerResults] }
  | { readonly kind: "threw"; readonly id: number; readonly thrown: Thrown }
  | { readonly kind: "engine failed"; readonly failure: EngineWords };

/** An error on its way between threads, which keep neither its class nor what it carries. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly details?: ErrorDetails;
  readonly kind?: EngineError["kind"];
}

const ERRORS = { ConfigError, MarketError, RunDirectoryError, HarnessError, LimitError } as const;

/** What was thrown, as plain data. */
export function thrownOf(error: unknown): Thrown {
  if (!(error instanceof Error)) return { name: "thrown value", message: String(error) };
  const { name, message, stack } = error;
  return {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(error instanceof TieoutError ? { details: error.details } : {}),
    ...(error instanceof EngineError ? { kind: error.kind } : {}),
  };
}

/** The error again, of its class where it was one of ours. */
export function errorOf({ name, message, stack, details, kind }: Thrown): Error {
  if (details !== undefined) {
    if (Object.hasOwn(ERRORS, name)) return new ERRORS[name as keyof typeof ERRORS](details);
    if (kind !== undefined) return Object.assign(new EngineError(kind, details), { name });
  }
  return Object.assign(new Error(message), { name, ...(stack === undefined ? {} : { stack }) });
}
