/**
 * Compensated sums for the checks (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen"): the error does not grow with the number of terms, so a residual that an invariant reports is the
 * engine's, not the checker's.
 */

import { doubles } from "./arrays.ts";

/** A running compensated sum that also tracks the sum of magnitudes, the scale for a tolerance. */
export class CompensatedSum {
  #sum = 0;
  #compensation = 0;
  #magnitude = 0;

  reset(): void {
    this.#sum = 0;
    this.#compensation = 0;
    this.#magnitude = 0;
  }

  add(term: number): void {
    const next = this.#sum + term;
    const termSize = Math.abs(term);
    if (Math.abs(this.#sum) >= termSize) this.#compensation += this.#sum - next + term;
    else this.#compensation += term - next + this.#sum;
    this.#sum = next;
    this.#magnitude += termSize;
  }

  get value(): number {
    return this.#sum + this.#compensation;
  }

  /** Σ|term|: the scale against which a residual of this sum is small or large. */
  get magnitude(): number {
    return this.#magnitude;
  }
}

/** Several sums of the same kind side by side, each as {@link CompensatedSum} makes it. */
export class CompensatedSums {
  readonly #sums: Float64Array;
  readonly #compensations: Float64Array;
  readonly #magnitudes: Float64Array;

  constructor(count: number) {
    this.#sums = doubles(count);
    this.#compensations = doubles(count);
    this.#magnitudes = doubles(count);
  }

  reset(): void {
    this.#sums.fill(0);
    this.#compensations.fill(0);
    this.#magnitudes.fill(0);
  }

  /** Adds `terms[from + picked[i]]` to the i-th sum; NaN where there is no such term. */
  addPicked(terms: Float64Array, from: number, picked: Int32Array): void {
    const sums = this.#sums;
    const compensations = this.#compensations;
    const magnitudes = this.#magnitudes;
    for (let i = 0; i < picked.length; i++) {
      const term = terms[from + picked[i]!] ?? Number.NaN;
      const total = sums[i]!;
      const next = total + term;
      const size = Math.abs(term);
      compensations[i]! += Math.abs(total) >= size ? total - next + term : term - next + total;
      sums[i] = next;
      magnitudes[i]! += size;
    }
  }

  value(i: number): number {
    return this.#sums[i]! + this.#compensations[i]!;
  }

  /** Σ|term| of the i-th sum. */
  magnitude(i: number): number {
    return this.#magnitudes[i]!;
  }
}

/** Σ values[i] over a range, compensated. */
export function sum(values: Float64Array, from = 0, to = values.length): number {
  let total = 0;
  let compensation = 0;
  for (let i = from; i < to; i++) {
    const term = values[i]!;
    const next = total + term;
    compensation += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    total = next;
  }
  return total + compensation;
}

/** Σ|values[i]| over a range. All terms have one sign, so a plain sum loses at most n·ε relative. */
export function sumMagnitudes(values: Float64Array, from = 0, to = values.length): number {
  let total = 0;
  for (let i = from; i < to; i++) total += Math.abs(values[i]!);
  return total;
}
