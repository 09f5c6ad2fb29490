import type { Interval, Until } from "../domain/rows.ts";
import { constantRow, END, joinUntil, NEVER, START, untilOf } from "../domain/rows.ts";
import { excerpt } from "../machine/text.ts";
import type { ts } from "../syntax/ts.ts";
import type { RowMachine } from "./machine.ts";
import type { Value } from "./values.ts";
import { withUntil } from "./values.ts";

/**
 * How many rows there are is known at the end only. As the bound of a loop, as a length to allocate and in a guard that
 * only leaves it says which rows are decided; anywhere else it is a fact of the whole sample.
 */

/** Whatever reads a row at the end says more than how many there are. */
const FAINTEST = -1e9;

/** Whether a number is the number of rows, or so many less. */
export function isCount({ row }: Value): boolean {
  return row?.lo?.base === END || row?.hi?.base === END;
}

/** Under what says only which rows are decided: the bound of a loop, a guard that leaves. */
export function bounding<T>(machine: RowMachine, isBound: boolean, work: () => T): T {
  if (!isBound || bounds.has(machine)) return work();
  bounds.add(machine);
  const result = work();
  bounds.delete(machine);
  return result;
}

const bounds = new WeakSet<RowMachine>();

/** What a number depends on, where it is made of the number of rows and is no row itself any more. */
export function byCount(machine: RowMachine, values: readonly Value[], node: ts.Node, sure = true): Until {
  return values.some(isCount) ? countTerm(machine, END, FAINTEST, sure, node) : NEVER;
}

/** What `a OP b` says of how many rows there are; `result` is what it comes to otherwise. */
export function withCounts(
  machine: RowMachine,
  a: Value,
  b: Value,
  operator: string,
  result: Value,
  node: ts.BinaryExpression,
): Value {
  if (isCount(a) === isCount(b)) return result;
  if (!/^([<>]=?|[!=]==?)$/.test(operator)) {
    const isRow = isCount(result) || result.cell !== undefined;
    return isRow ? result : withUntil(result, byCount(machine, [a, b], node));
  }
  const [count, other] = isCount(a) ? [a, b] : [b, a];
  return withUntil(result, comparedTo(machine, count.row!, other, operator, node));
}

/** Whether row `t + 1` is there tells of the end; that row t is, does not; and neither that there are any. */
function comparedTo(machine: RowMachine, count: Interval, other: Value, operator: string, node: ts.Node): Until {
  const end = count.hi ?? count.lo!;
  const row = other.row?.hi ?? other.row?.lo;
  if (constantRow(other.row) === 0) return NEVER;
  if (row === undefined || row.base === START) return countTerm(machine, END, FAINTEST, false, node);
  // `t < n − c` and `t >= n − c` ask for row t + c; `t <= n − c`, `t === n − c` also for the one after it.
  const isStrict = operator === "<" || operator === ">=";
  const asked = row.offset - end.offset + (isStrict ? 0 : 1);
  return asked <= 0 ? NEVER : countTerm(machine, row.base, asked - 1, true, node);
}

function countTerm(machine: RowMachine, base: string, offset: number, sure: boolean, node: ts.Node): Until {
  if (bounds.has(machine)) return NEVER;
  return untilOf(base, { offset, sure, place: machine.place(node), text: excerpt(node), counts: true });
}

/** What is decided by a value, the number of rows itself among them. */
export function decidedBy(machine: RowMachine, value: Value, until: Until, node: ts.Node): Until {
  return joinUntil(until, byCount(machine, [value], node));
}
