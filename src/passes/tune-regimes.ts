import type { Layers } from "../model/regime.ts";
import type { RegimeBehaviour, StressRows } from "./regime-behaviour.ts";
import { isCalm, regimeBehaviour } from "./regime-behaviour.ts";
import { CALM_TRANSITIONS_PER_YEAR } from "./thresholds.ts";
import { tuningCandidates } from "./tuning-candidates.ts";

/** A month: a reaction later than this is as bad as none. */
const LATE_BARS = 21;

export interface TuningOptions {
  /** The regime by bar under given layers; the search knows nothing of the engine. */
  readonly evaluate: (layers: Layers) => Uint8Array;
  readonly annualization: number;
  readonly windows: readonly StressRows[];
  readonly candidates: number;
  readonly seed: number;
  readonly base?: Layers;
  readonly onProgress?: (done: number) => void;
}

/** One set of layers and how it behaves. `score` adds up what is wrong; lower is better. */
export interface Tuned {
  readonly layers: Layers;
  readonly behaviour: RegimeBehaviour;
  readonly score: number;
}

export interface TuningResult {
  readonly evaluated: number;
  /** How many of them change seldom enough. */
  readonly calm: number;
  /** The layers it started from. */
  readonly base: Tuned;
  /** Those that no other calm candidate beats in every respect, best score first. */
  readonly frontier: readonly Tuned[];
}

/**
 * Looks for layers that behave: under 20 transitions a year, time shares near 70/20/8/2 %, the stress windows in STRESS
 * or CRISIS, and a quick reaction without restlessness. Deterministic for a seed.
 */
export function tuneRegimes(options: TuningOptions): TuningResult {
  const { evaluate, annualization, windows, onProgress } = options;
  const tried = tuningCandidates(options.candidates, options.seed, options.base).map((layers, i): Tuned => {
    const behaviour = regimeBehaviour(evaluate(layers), annualization, windows);
    onProgress?.(i + 1);
    return { layers, behaviour, score: scoreOf(behaviour) };
  });
  const calm = tried.filter(({ behaviour }) => isCalm(behaviour));
  return { evaluated: tried.length, calm: calm.length, base: tried[0]!, frontier: frontierOf(calm) };
}

/** Candidates that none is at least as good as in every respect and better in one; of equals the first. */
function frontierOf(candidates: readonly Tuned[]): Tuned[] {
  const sorted = [...candidates].sort((a, b) => a.score - b.score); // stable: the earlier candidate first
  const frontier: Tuned[] = [];
  const objectives: (readonly number[])[] = [];
  for (const candidate of sorted) {
    const own = objectivesOf(candidate.behaviour);
    // Whoever dominates has a lower score or the same, so it is already in the frontier or beaten by one that is.
    if (objectives.some((other) => other.every((value, i) => value <= own[i]!))) continue;
    frontier.push(candidate);
    objectives.push(own);
  }
  return frontier;
}

/** All to be made small: distance from the shares, what stress was missed, reaction, transitions. */
function objectivesOf({ distance, flagged, reactionBars, transitionsPerYear }: RegimeBehaviour): number[] {
  return [distance, flagged === null ? 0 : 1 - flagged, reactionBars ?? 0, transitionsPerYear];
}

/** Shares and stress count in full, reaction and restlessness half: each is 1 where it is as bad as it may be. */
function scoreOf(behaviour: RegimeBehaviour): number {
  const [distance, missed, reaction, transitions] = objectivesOf(behaviour) as [number, number, number, number];
  return distance + missed + 0.5 * (reaction / LATE_BARS) + 0.5 * (transitions / CALM_TRANSITIONS_PER_YEAR);
}
