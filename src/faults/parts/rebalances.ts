import type { Books, Held } from "../../engine/stages.ts";
import type { Scenario } from "../../model/scenario.ts";
import { rowOf } from "./books.ts";

/** A rebalance of a faulty engine: its market row, and which of the reference's books it is made from. */
export interface Repeated {
  readonly row: number;
  readonly from: number;
}

/** The reference's books laid out anew, one a rebalance given. */
export function repeatedBooks(books: Books, rebalances: readonly Repeated[], { market }: Scenario): Books {
  const width = market.assets.length;
  const laidOut = (matrix: Float64Array) => {
    const cells = books.rows.length === 0 ? width : matrix.length / books.rows.length;
    const out = new Float64Array(rebalances.length * cells);
    for (const [k, { from }] of rebalances.entries()) out.set(rowOf(matrix, from, cells), k * cells);
    return out;
  };
  return {
    ...books,
    rows: Int32Array.from(rebalances, ({ row }) => row),
    model: laidOut(books.model),
    pre: laidOut(books.pre),
    ...(books.sleeves === undefined ? {} : { sleeves: laidOut(books.sleeves) }),
  };
}

/** For each row of `asked` the last of the rebalances at or before it; rows before the first are left out. */
export function withLastAnswer(asked: Iterable<number>, { rows }: Books): Repeated[] {
  const repeated: Repeated[] = [];
  let next = 0;
  for (const row of asked) {
    while (next < rows.length && rows[next]! <= row) next++;
    if (next > 0) repeated.push({ row, from: next - 1 });
  }
  return repeated;
}

/** For each bar which rebalance is the last at or before it; −1 before the first. */
export function lastRebalanceAt({ bookOf, rows }: Pick<Held, "bookOf" | "rows">): Int32Array {
  const last = new Int32Array(bookOf.length).fill(-1);
  for (let k = 0; k < rows.length; k++) last.fill(k, rows[k]!);
  return last;
}
