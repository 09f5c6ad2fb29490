import type { Bound, Until } from "../domain/rows.ts";
import { ALL, constantRow, END, isExact, joinUntil, mapUntil, rebased, START } from "../domain/rows.ts";
import { excerpt } from "../machine/text.ts";
import type { ts } from "../syntax/ts.ts";
import type { RowMachine } from "./machine.ts";
import type { Thing, Value } from "./values.ts";
import { depending, FREE, joinValues, thing, withUntil } from "./values.ts";

/** Reading the elements of lists by row. */

/** What the elements of a series are relative to: the index at which they stand. */
export function selfOf(address: number): string {
  return `self:${address}`;
}

function isSelf(base: string): boolean {
  return base.startsWith("self:");
}

/** What depends on the row at which it stands in a series, when it is row `bound` that is read. */
export function atRow(
  until: Until,
  address: number,
  bound: Bound | undefined,
  sure: boolean,
  node: ts.Node,
  machine: RowMachine,
): Until {
  if (!until.terms.has(selfOf(address))) return until;
  const place = machine.place(node);
  const text = excerpt(node);
  // A series that looks ahead by itself is to blame, and not who reads it.
  const told = mapUntil(until, (base, term) => [
    base,
    base === selfOf(address) && term.offset <= 0 ? { ...term, place, text } : term,
  ]);
  return rebased(told, selfOf(address), bound, sure);
}

/** All elements at once: up to the last row, or to where a part of the list ends. */
export function contentOf(
  machine: RowMachine,
  address: number,
  node: ts.Node,
  end: Bound | undefined = undefined,
  sure = true,
): Value {
  const known = machine.at(address);
  if (known === undefined) return FREE;
  const last = end ?? (known.full ? { base: END, offset: -1 } : undefined);
  const value = changed(machine, known, address, node, (until) => atRow(until, address, last, sure, node, machine));
  return withUntil({ ...value, row: undefined, cell: undefined }, known.size);
}

/** The element at an index. */
export function elementAt(machine: RowMachine, address: number, index: Value, node: ts.Node): Value {
  const known = machine.at(address);
  if (known === undefined) return FREE;
  const row = known.stride === undefined ? index.row : (index.cell ?? index.row);
  if (known.stride !== undefined && index.cell !== undefined)
    machine.assumptions.add(`what is added to a row's first cell is less than ${known.stride}`);
  const negative = (constantRow(row) ?? 0) < 0;
  const bound = negative ? undefined : row?.hi;
  const value = changed(machine, known, address, node, (until) =>
    atRow(until, address, bound, bound !== undefined, node, machine),
  );
  const read = withUntil(value, index.until);
  return nameOfElement(known, address, index, read);
}

/** The k-th element of a list of numbers that are no market data may itself be a row: the same one for the same k. */
function nameOfElement(known: Thing, address: number, { row }: Value, read: Value): Value {
  const isPlain = read.until.terms.size === 0 && read.until.open === undefined && read.refs.size === 0;
  if (!isPlain || read.row !== undefined || row === undefined || !isExact(row) || known.stride !== undefined)
    return read;
  const base = `el:${address}:${row.lo!.base}:${row.lo!.offset}`;
  const bound = { base, offset: 0 };
  return { ...read, row: { lo: bound, hi: bound } };
}

/** The element of a thing with what it and the row objects below it depend on. */
function changed(
  machine: RowMachine,
  { elem }: Thing,
  address: number,
  node: ts.Node,
  change: (until: Until) => Until,
): Value {
  const until = change(elem.until);
  let result: Value = { ...elem, until, refs: new Set<number>() };
  for (const inner of elem.refs) {
    const below = machine.at(inner);
    const bar = below?.elem.until.terms.has(selfOf(address)) === true ? below : undefined;
    const read =
      bar !== undefined
        ? machine.make(node, inner, thing(bar.kind, { elem: depending(change(bar.elem.until)) }), ` row of ${address}`)
        : { ...FREE, refs: new Set([inner]) };
    result = { ...result, refs: new Set([...result.refs, ...read.refs]) };
  }
  return result;
}

/** Everything that a value depends on, with what its objects hold. */
export function wholeOf(machine: RowMachine, value: Value, node: ts.Node): Until {
  let result = value.until;
  for (const address of machine.reachable([value])) {
    const known = machine.at(address)!;
    if (known.kind === "function" || known.kind === "class" || known.kind === "module") continue;
    result = joinUntil(result, contentOf(machine, address, node).until);
    for (const field of known.fields.values()) result = joinUntil(result, field.until);
  }
  // What stood relative to an index of some other list may be any row of it.
  return mapUntil(result, (base, term) => (isSelf(base) ? [ALL, { ...term, offset: 0, sure: false }] : [base, term]));
}

/** A value that is stored at an index, relative to that index. */
export function relativeTo(value: Value, address: number, index: Value | undefined): Value {
  const row = index?.row;
  if (row === undefined || !isExact(row) || row.lo!.base === START || row.lo!.base === END) return value;
  const { base, offset } = row.lo!;
  const until = rebased(value.until, base, { base: selfOf(address), offset: -offset });
  return until === value.until ? value : { ...value, until };
}

/** A list whose elements no longer stand where they stood. */
export function scattered(machine: RowMachine, address: number, node: ts.Node): void {
  const known = machine.at(address);
  if (known === undefined) return;
  const content = contentOf(machine, address, node);
  machine.put(address, {
    ...known,
    elem: { ...joinValues(content, FREE), row: undefined, cell: undefined },
    full: false,
  });
}
