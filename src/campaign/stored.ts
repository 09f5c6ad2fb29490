import { rm } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Counterexample } from "../model/counterexample.ts";
import type { Engine } from "../model/engine.ts";
import { RunDirectoryError } from "../model/errors.ts";
import type { Evidence } from "../model/verdict.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Replay } from "./replay.ts";
import { replay } from "./replay.ts";
import { signatureOf } from "./signature.ts";
import { counterexampleName, listCounterexamples, readCounterexample, storeCounterexample } from "./store.ts";

/** A stored counterexample, and what came of it when it was run again. */
export interface StoredReplay extends Replay {
  readonly file: string;
  readonly counterexample: Counterexample;
}

/** What is asked of stored counterexamples before a campaign. */
export interface ReplayRequest {
  readonly engine: Engine;
  /** All invariants there are: a counterexample of another one is stale. */
  readonly invariants: readonly Invariant[];
  /** Folders that are looked through, with the folders in them; none of them need exist. */
  readonly folders: readonly string[];
  /** Which counterexamples are run again; all of them unless it is given. */
  readonly selects?: (invariant: string) => boolean;
  readonly onFile?: (file: string) => void;
}

/** Runs stored counterexamples again, folder by folder and by path. Throws where a file is no counterexample. */
export async function replayStored(request: ReplayRequest): Promise<StoredReplay[]> {
  const { engine, invariants, folders, selects = () => true, onFile } = request;
  const replays: StoredReplay[] = [];
  for (const folder of new Set(folders.map((each) => resolve(each)))) {
    for (const file of await listCounterexamples(folder)) {
      const counterexample = await readCounterexample(file);
      if (!selects(counterexample.invariant)) continue;
      onFile?.(file);
      replays.push({ file, counterexample, ...(await replay(counterexample, engine, invariants)) });
    }
  }
  return replays;
}

/** A replay as evidence on its invariant: it holds now, still fails, or no longer says anything. */
export function evidenceOfReplay({ counterexample, status, detail, violation }: StoredReplay, path: string): Evidence {
  const verdict = status === "FIXED" ? "pass" : status === "STALE" ? "unproven" : "fail";
  const looked = verdict === "unproven" ? 0 : 1;
  return {
    method: counterexample.method,
    subject: `counterexample ${path}`,
    verdict,
    ...(verdict === "unproven" ? { reason: `stale: ${detail}` } : {}),
    examined: looked,
    cases: looked,
    worst: null,
    violations: violation === undefined ? [] : [violation],
    violationCount: violation === undefined ? 0 : 1,
    ...(verdict === "fail" ? { counterexample: path } : {}),
  };
}

/** A counterexample that is kept, and where. */
export interface Kept {
  /** Undefined where nothing could be written: `unstored` says why. */
  readonly file: string | undefined;
  readonly unstored?: RunDirectoryError;
  readonly counterexample: Counterexample;
  /** Larger ones of the same failure that it took the place of: they are gone. */
  readonly replaced: readonly string[];
}

/**
 * Keeps a counterexample that was found. Where stored ones fail in the same way still, the smallest of all
 * stands for the failure: a larger find is not stored, and a smaller one takes the place of those in the same folder.
 * One that is fixed by now is another bug's, and stays. Where nothing can be written, that is said and nothing lost.
 */
export async function keepCounterexample(
  folder: string,
  found: Counterexample,
  replays: readonly StoredReplay[],
): Promise<Kept> {
  const same = replays.filter((stored) => stored.counterexample.signature === found.signature && failsAsBefore(stored));
  const known = same.find((stored) => !isSmaller(found, stored.counterexample));
  if (known !== undefined) return { file: known.file, counterexample: known.counterexample, replaced: [] };
  const replaced: string[] = [];
  const file = await storeCounterexample(folder, found).catch(couldNot);
  if (typeof file !== "string") return { file: undefined, unstored: file, counterexample: found, replaced };
  for (const stored of same) {
    const inFolder = resolve(dirname(stored.file)) === resolve(folder);
    if (!inFolder || basename(stored.file) === counterexampleName(found)) continue;
    await rm(stored.file);
    replaced.push(stored.file);
  }
  return { file, counterexample: found, replaced };
}

/** What was found is worth more than the place to keep it: that it cannot be stored is said beside it. */
function couldNot(error: unknown): RunDirectoryError {
  if (error instanceof RunDirectoryError) return error;
  throw error;
}

function failsAsBefore({ counterexample: { invariant, signature }, violation }: StoredReplay): boolean {
  return violation !== undefined && signatureOf(invariant, violation) === signature;
}

/** Fewer cells of the market, or as many and less to write down. */
function isSmaller(a: Counterexample, b: Counterexample): boolean {
  const difference = cells(a) - cells(b);
  return difference < 0 || (difference === 0 && written(a) < written(b));
}

function cells({ scenario: { market } }: Counterexample): number {
  return market.dates.length * market.assets.length;
}

function written({ scenario, followUp }: Counterexample): number {
  return JSON.stringify([scenario, followUp ?? null]).length;
}
