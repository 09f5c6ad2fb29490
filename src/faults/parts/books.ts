import type { Allocated, Stages, Targeted } from "../../engine/stages.ts";
import type { Scenario } from "../../model/scenario.ts";

/** What a faulty step makes of one book, in place. `k` is the rebalance. */
export type ChangeBook = (book: Float64Array, k: number, scenario: Scenario) => void;

/** The reference with a step after the allocator that changes the scaled books, one rebalance at a time. */
export function afterAllocation(reference: Stages, change: ChangeBook): Stages {
  return {
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const scaled = allocated.scaled.slice();
      changeBooks(scaled, scenario, change);
      return { ...allocated, scaled };
    },
  };
}

/** The reference with the applied scalars replaced, and the scaled books made with them. */
export function withApplied(
  reference: Stages,
  applied: (allocated: Allocated, scenario: Scenario) => Float64Array | undefined,
): Stages {
  return {
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      const scalars = applied(allocated, scenario);
      if (scalars === undefined) return allocated;
      const scaled = allocated.raw.slice();
      changeBooks(scaled, scenario, (book, k) => multiply(book, scalars[k]!));
      return { ...allocated, applied: scalars, scaled };
    },
  };
}

/** The reference with a step inside risk targeting that changes its books; `gross_after` is what comes of them. */
export function afterTargeting(
  reference: Stages,
  change: (book: Float64Array, k: number, targeted: Targeted, scenario: Scenario, pre: Float64Array) => void,
): Stages {
  return {
    ...reference,
    target(scenario, books) {
      const targeted = reference.target(scenario, books);
      if (scenario.config.exposure.kind !== "vol-target") return targeted;
      const post = targeted.post.slice();
      changeBooks(post, scenario, (book, k) => change(book, k, targeted, scenario, rowOf(books.pre, k, book.length)));
      return { ...targeted, post, grossAfter: grossOfEach(post, scenario) };
    },
  };
}

/** Runs `change` on each row of a K×N matrix. */
export function changeBooks(matrix: Float64Array, scenario: Scenario, change: ChangeBook): void {
  const width = scenario.market.assets.length;
  for (let k = 0; k * width < matrix.length; k++) change(rowOf(matrix, k, width), k, scenario);
}

/** Row `k` of a row-major matrix, as a view. */
export function rowOf(matrix: Float64Array, k: number, width: number): Float64Array {
  return matrix.subarray(k * width, (k + 1) * width);
}

export function multiply(book: Float64Array, factor: number): void {
  for (let i = 0; i < book.length; i++) book[i] = book[i]! * factor;
}

export function grossOf(book: Float64Array): number {
  return book.reduce((gross, weight) => gross + Math.abs(weight), 0);
}

export function netOf(book: Float64Array): number {
  return book.reduce((net, weight) => net + weight, 0);
}

/** Σ|w| of each row of a K×N matrix. */
export function grossOfEach(matrix: Float64Array, scenario: Scenario): Float64Array {
  const width = scenario.market.assets.length;
  return Float64Array.from({ length: matrix.length / width }, (_, k) => grossOf(rowOf(matrix, k, width)));
}
