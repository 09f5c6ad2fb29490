import type { History } from "../history.ts";

/** What a strategy is asked: which book it wants on this date. */
export interface Question {
  /** The market date that the answer is dated. */
  readonly date: string;
  /** The returns through the row before it. */
  readonly history: History;
  /** The strategy's own last answer, zero before the first (N), to be read only. */
  readonly current: Float64Array;
}

/**
 * A target is model-relative (N weights, Σ|w| ≤ 1 for strategies of ours): a strategy knows nothing of leverage. The
 * array stays the strategy's until its next answer. `hold` leaves the last answer in place.
 */
export type Answer = { readonly kind: "target"; readonly weights: Float64Array } | { readonly kind: "hold" };

/** The one answer without weights. */
export const HOLD: Answer = Object.freeze({ kind: "hold" });

/** A strategy at work in one run: asked once for each eligible scheduled row, in order. */
export interface Strategist {
  ask(question: Question): Answer;
}

/** What a strategy knows before it is asked: names and days, never returns. */
export interface Setting {
  readonly assets: readonly string[];
  /** The market rows at which it will be asked, increasing. */
  readonly rows: Int32Array;
}
