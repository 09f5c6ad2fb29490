import type { Strategy } from "../../model/config.ts";
import type { History } from "../history.ts";
import { selectExtremes } from "./extremes.ts";
import type { Answer, Question, Setting, Strategist } from "./strategy.ts";

/**
 * Cross-sectional momentum (Jegadeesh & Titman 1993, "Returns to Buying Winners and Selling Losers"): the score of an
 * asset dated t is its log return over the `period` bars that end `skip` bars before t; long the `fraction` of assets
 * with the highest scores and short that with the lowest, ±1/(2·count) each, so Σ|w| = 1. With one asset: long 1.
 *
 * The log price is summed up row by row, once for the whole run, and kept only where a later score starts.
 */
export function momentumStrategist(
  { period, skip, fraction }: Extract<Strategy, { kind: "momentum" }>,
  { assets, rows }: Setting,
): Strategist {
  const width = assets.length;
  const count = Math.max(1, Math.floor(fraction * width + 1e-9)); // 0.29 · 100 is 28.999999999999996
  const logPrices = new LogPrices(width, rows, skip + period);
  const scores = new Float64Array(width);
  const weights = new Float64Array(width);
  const select = selectExtremes(assets, count);
  const answer: Answer = { kind: "target", weights };
  return {
    ask({ history }: Question): Answer {
      logPrices.advance(history, history.bars - skip);
      logPrices.changeSinceStart(scores);
      if (width === 1) weights[0] = 1;
      else select(scores, 1 / (2 * count), weights);
      return answer;
    },
  };
}

/**
 * The cumulative log return of each asset, over the rows passed so far, and its value at the start of every score
 * that is still open. Starts come in the order of the questions, so the open ones are a queue; its arrays are reused.
 */
class LogPrices {
  readonly #width: number;
  readonly #rows: Int32Array;
  readonly #startsBefore: number;
  readonly #sums: Float64Array;
  readonly #open: Float64Array[] = [];
  readonly #spare: Float64Array[] = [];
  #opened = 0;
  #next = 1; // row 0 is no return

  /** A score dated rows[k] starts before row rows[k] − startsBefore. */
  constructor(width: number, rows: Int32Array, startsBefore: number) {
    this.#width = width;
    this.#rows = rows;
    this.#startsBefore = startsBefore;
    this.#sums = new Float64Array(width);
  }

  /** Adds up all rows before `end`, and keeps the sums where a score starts. */
  advance({ returns }: History, end: number): void {
    while (this.#opened < this.#rows.length) {
      const start = this.#rows[this.#opened]! - this.#startsBefore;
      if (start > end) break;
      addRows(this.#sums, returns, this.#width, this.#next, start);
      this.#next = start;
      const kept = this.#spare.pop() ?? new Float64Array(this.#width);
      kept.set(this.#sums);
      this.#open.push(kept);
      this.#opened++;
    }
    addRows(this.#sums, returns, this.#width, this.#next, end);
    this.#next = end;
  }

  /** The change of each asset's log price since the start of the oldest open score, which is closed. */
  changeSinceStart(into: Float64Array): void {
    const start = this.#open.shift()!;
    const sums = this.#sums;
    for (let i = 0; i < into.length; i++) into[i] = sums[i]! - start[i]!;
    this.#spare.push(start);
  }
}

/**
 * Adds rows [from, to) to the sums. Seven rows a pass (a third of the usual 21 bars) load and store each sum once
 * instead of seven times, and add an asset's terms in the same order as one row after the other.
 */
function addRows(sums: Float64Array, returns: Float64Array, width: number, from: number, to: number): void {
  let t = from;
  for (; t + 6 < to; t += 7) {
    const a = t * width;
    const b = a + width;
    const c = b + width;
    const d = c + width;
    const e = d + width;
    const f = e + width;
    const g = f + width;
    for (let i = 0; i < width; i++) {
      const first = sums[i]! + returns[a + i]! + returns[b + i]! + returns[c + i]!;
      sums[i] = first + returns[d + i]! + returns[e + i]! + returns[f + i]! + returns[g + i]!;
    }
  }
  for (; t < to; t++) {
    const row = t * width;
    for (let i = 0; i < width; i++) sums[i] = sums[i]! + returns[row + i]!;
  }
}
