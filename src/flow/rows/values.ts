import type { Interval, Until } from "../domain/rows.ts";
import { isNever, joinRows, joinUntil, NEVER, sameRows, sameUntil, widened, widenedRows } from "../domain/rows.ts";
import type { ts } from "../syntax/ts.ts";

/** What an expression may be, as far as rows of the market go. */
export interface Value {
  /** Rows that it depends on by itself; what its objects hold is theirs. */
  readonly until: Until;
  /** The row that it is, where it is one. */
  readonly row: Interval | undefined;
  /** Of a flat panel: the row that it is the first cell of, row · width. */
  readonly cell: Interval | undefined;
  readonly refs: ReadonlySet<number>;
}

const NO_REFS: ReadonlySet<number> = new Set();

export const FREE: Value = Object.freeze({ until: NEVER, row: undefined, cell: undefined, refs: NO_REFS });

export function depending(until: Until): Value {
  return until === NEVER ? FREE : { ...FREE, until };
}

/** Whether it depends on nothing and holds nothing. */
export function isPlain({ until, row, cell, refs }: Value): boolean {
  return refs.size === 0 && row === undefined && cell === undefined && isNever(until);
}

export function rowValue(row: Interval): Value {
  return { ...FREE, row };
}

export function refTo(address: number): Value {
  return { ...FREE, refs: new Set([address]) };
}

export function withUntil(value: Value, until: Until): Value {
  const joined = joinUntil(value.until, until);
  return joined === value.until ? value : { ...value, until: joined };
}

export function joinRefs(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  if (a === b || b.size === 0) return a;
  if (a.size === 0) return b;
  for (const each of b) if (!a.has(each)) return new Set([...a, ...b]);
  return a;
}

export function joinValues(a: Value, b: Value): Value {
  if (a === b) return a;
  return {
    until: joinUntil(a.until, b.until),
    row: sameRows(a.row, b.row) ? a.row : joinRows(a.row, b.row),
    cell: sameRows(a.cell, b.cell) ? a.cell : undefined,
    refs: joinRefs(a.refs, b.refs),
  };
}

function widenedValue(before: Value, after: Value): Value {
  return { ...after, until: widened(before.until, after.until), row: widenedRows(before.row, after.row) };
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.refs.size !== b.refs.size || !sameRows(a.row, b.row) || !sameRows(a.cell, b.cell)) return false;
  for (const each of a.refs) if (!b.refs.has(each)) return false;
  return sameUntil(a.until, b.until);
}

/** Names in sight: where each is kept. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<ts.Identifier, number>;
}

/** A function with what it has closed over. */
export interface Closure {
  readonly node: ts.FunctionLikeDeclaration;
  readonly scope: Scope;
  readonly self: Value;
  readonly name: string;
}

/** An object, or all that were made at one place: what was written to it once stays among what it may hold. */
export interface Thing {
  readonly kind: "list" | "record" | "map" | "function" | "class" | "outside" | "module";
  readonly fields: ReadonlyMap<string, Value>;
  /** Any element, or member by a computed name. Of a series it depends on rows relative to `self:<address>`, its index. */
  readonly elem: Value;
  /** What its number of elements depends on. */
  readonly size: Until;
  /** It has one element for every row of the market. */
  readonly full: boolean;
  readonly closure?: Closure | undefined;
  readonly class?: ts.ClassLikeDeclaration | undefined;
  readonly scope?: Scope | undefined;
  /** It was put where a decision for this row stands: what is written to it later is decided for that row as well. */
  readonly decided?: { readonly row: Interval | undefined } | undefined;
  /** The width's name, where it is a flat panel of rows × width. */
  readonly stride?: string | undefined;
}

const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

export function thing(kind: Thing["kind"], rest: Partial<Thing> = {}): Thing {
  return { kind, fields: NO_FIELDS, elem: FREE, size: NEVER, full: false, ...rest };
}

export function joinThings(a: Thing, b: Thing): Thing {
  if (a === b) return a;
  const fields = new Map(a.fields);
  for (const [name, value] of b.fields) {
    const own = fields.get(name);
    fields.set(name, own === undefined ? value : joinValues(own, value));
  }
  const decided =
    a.decided === undefined || b.decided === undefined
      ? (a.decided ?? b.decided)
      : { row: joinRows(a.decided.row, b.decided.row) };
  return {
    ...a,
    fields,
    elem: joinValues(a.elem, b.elem),
    size: joinUntil(a.size, b.size),
    full: a.full && b.full,
    decided,
  };
}

function widenedThing(a: Thing, b: Thing): Thing {
  const fields = new Map(
    [...b.fields].map(([name, value]) => [name, widenedValue(a.fields.get(name) ?? value, value)]),
  );
  return { ...b, fields, elem: widenedValue(a.elem, b.elem), size: widened(a.size, b.size) };
}

function sameThing(a: Thing, b: Thing): boolean {
  if (a === b) return true;
  if (a.fields.size !== b.fields.size || a.full !== b.full) return false;
  for (const [name, value] of a.fields) {
    const other = b.fields.get(name);
    if (other === undefined || !sameValue(value, other)) return false;
  }
  if ((a.decided === undefined) !== (b.decided === undefined) || !sameRows(a.decided?.row, b.decided?.row))
    return false;
  return sameValue(a.elem, b.elem) && sameUntil(a.size, b.size);
}

/** What holds at one point of a path. Never changed: each change makes another. */
export interface State {
  readonly cells: ReadonlyMap<number, Value>;
  readonly things: ReadonlyMap<number, Thing>;
}

export const EMPTY: State = { cells: new Map(), things: new Map() };

function joinMaps<T>(
  a: ReadonlyMap<number, T>,
  b: ReadonlyMap<number, T>,
  join: (x: T, y: T) => T,
): ReadonlyMap<number, T> {
  if (a === b) return a;
  const joined = new Map(a);
  for (const [key, value] of b) {
    const own = a.get(key);
    if (own !== value) joined.set(key, own === undefined ? value : join(own, value));
  }
  return joined;
}

export function joinStates(a: State | undefined, b: State | undefined): State | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  return { cells: joinMaps(a.cells, b.cells, joinValues), things: joinMaps(a.things, b.things, joinThings) };
}

export function widenedState(before: State, after: State): State {
  const widen = <T>(a: ReadonlyMap<number, T>, b: ReadonlyMap<number, T>, by: (x: T, y: T) => T) =>
    new Map([...b].map(([key, value]) => [key, a.has(key) && a.get(key) !== value ? by(a.get(key)!, value) : value]));
  return {
    cells: widen(before.cells, after.cells, widenedValue),
    things: widen(before.things, after.things, widenedThing),
  };
}

export function sameState(a: State, b: State): boolean {
  if (a === b) return true;
  if (a.cells.size !== b.cells.size || a.things.size !== b.things.size) return false;
  for (const [key, value] of a.cells) if (!b.cells.has(key) || !sameValue(value, b.cells.get(key)!)) return false;
  for (const [key, value] of a.things) if (!b.things.has(key) || !sameThing(value, b.things.get(key)!)) return false;
  return true;
}

/** Every value of a state by what becomes of it; of things only those that `since` did not have as they are. */
export function mapState(
  state: State,
  since: State | undefined,
  change: (value: Value) => Value,
  until: (u: Until) => Until,
): State {
  const own = (value: Value): Value => (isPlain(value) ? value : change(value));
  const cells = new Map(state.cells);
  for (const [key, value] of cells) if (since?.cells.get(key) !== value) cells.set(key, own(value));
  const things = new Map(state.things);
  for (const [key, each] of things) {
    if (since?.things.get(key) === each) continue;
    const fields =
      each.fields.size === 0 ? each.fields : new Map([...each.fields].map(([name, value]) => [name, own(value)]));
    const decided = each.decided && { row: change({ ...FREE, row: each.decided.row }).row };
    things.set(key, { ...each, fields, elem: own(each.elem), size: until(each.size), decided });
  }
  return { cells, things };
}
