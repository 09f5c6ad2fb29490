import type { Bound } from "../domain/rows.ts";
import { ALL, constantRow, END, exactly, isExact, joinUntil, mapUntil, NEVER } from "../domain/rows.ts";
import type { ts } from "../syntax/ts.ts";
import { copyOf } from "./copies.ts";
import type { Call } from "./list-calls.ts";
import { made } from "./list-calls.ts";
import type { RowMachine } from "./machine.ts";
import { contentOf, elementAt, selfOf } from "./reading.ts";
import type { Value } from "./values.ts";
import { FREE, joinValues, rowValue, withUntil } from "./values.ts";

/** Parts of lists, and their elements by index. */

/** `slice(from, to)`: what stands before `to`. */
export function part(given: Call): Value {
  const { machine, self, args, node, frame } = given;
  const [from, to] = args;
  if (from === undefined && to === undefined) return copyOf(machine, self, node, frame);
  const bounds = joinUntil(from?.until ?? NEVER, to?.until ?? NEVER);
  let elem: Value | undefined;
  for (const address of self.refs) {
    const known = machine.at(address);
    const end = known === undefined ? undefined : endOf(to, known.stride !== undefined, known.full);
    const isOpen = to !== undefined && end === undefined;
    const read = isOpen ? untold(machine, address, node) : contentOf(machine, address, node, end);
    elem = elem === undefined ? read : joinValues(elem, read);
  }
  return made(given, withUntil(elem ?? FREE, bounds), " part");
}

export function at(given: Call): Value {
  const { machine, self, args, node } = given;
  const [index = FREE] = args;
  const constant = constantRow(index.row);
  let result: Value | undefined;
  for (const address of self.refs) {
    const full = machine.at(address)?.full === true;
    const own = constant !== undefined && constant < 0 ? (full ? rowValue(exactly(END, constant)) : FREE) : index;
    const read = elementAt(machine, address, own, node);
    result = result === undefined ? read : joinValues(result, read);
  }
  return result ?? FREE;
}

export function looked(given: Call): Value {
  const { machine, self, args, node } = given;
  let result: Value | undefined;
  for (const address of self.refs) {
    const read = elementAt(machine, address, args[0] ?? FREE, node);
    result = result === undefined ? read : joinValues(result, read);
  }
  return withUntil(result ?? FREE, args[0]?.until ?? NEVER);
}

/** The last row before an end: of a flat panel it must be a whole number of rows. */
function endOf(to: Value | undefined, flat: boolean, full: boolean): Bound | undefined {
  const row = to === undefined ? undefined : flat ? (to.cell ?? to.row) : to.row;
  const hi = row?.hi;
  if (hi === undefined || row === undefined) return undefined;
  const negative = isExact(row) && (constantRow(row) ?? 0) < 0;
  if (negative) return full ? { base: END, offset: hi.offset - 1 } : undefined;
  return { base: hi.base, offset: hi.offset - 1 };
}

/** Elements up to nobody knows where. */
function untold(machine: RowMachine, address: number, node: ts.Node): Value {
  const value = contentOf(machine, address, node, { base: selfOf(address), offset: 0 });
  const until = mapUntil(value.until, (base, term) =>
    base === selfOf(address) ? [ALL, { ...term, offset: 0, sure: false }] : [base, term],
  );
  return { ...value, until };
}
