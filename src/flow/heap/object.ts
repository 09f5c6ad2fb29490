import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import type { StepJoin, Value } from "./value.ts";
import { carriesWeights, FREE_VALUE, joinValues, NOTHING, sameValue } from "./value.ts";

export type ObjectKind =
  | "object"
  | "array"
  | "map"
  | "set"
  | "function"
  | "class"
  | "opaque"
  | "promise"
  | "iterator"
  | "buffer"
  | "module"
  | "builtin";

/**
 * An object, or all objects made at one place. Contents under names that are known stand in `fields`; everything else
 * (array elements, values of a map, computed names) in `elem`, as one value that stands for all of them.
 */
export interface HeapObject {
  readonly kind: ObjectKind;
  readonly fields: ReadonlyMap<string, Value>;
  readonly elem: Value;
  /** A tuple: its elements one by one. `elem` is then empty. */
  readonly items?: readonly Value[] | undefined;
  /** Keys of a map, elements of a set. */
  readonly keys: Value;
  /** How the number of elements depends on the weights. */
  readonly size: Scalar;
  /** Stands for several objects at once, so that a write may leave the others as they were. */
  readonly many: boolean;
  /** Frozen: a write throws, or does nothing. */
  readonly frozen?: boolean;
  /** Numbers are rounded when they are stored: float32, or integers. */
  readonly rounds?: boolean;
  /** What a function, class, module, builtin or opaque object is, for the interpreter. Never changes. */
  readonly meta?: unknown;
}

const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

export function heapObject(kind: ObjectKind, rest: Partial<Omit<HeapObject, "kind">> = {}): HeapObject {
  return {
    kind,
    fields: NO_FIELDS,
    elem: NOTHING,
    keys: NOTHING,
    size: { is: "free", pre: false },
    many: false,
    ...rest,
  };
}

/** What any element may be. */
export function elementOf(object: HeapObject, place: Place, steps: StepJoin): Value {
  let result = object.elem;
  for (const item of object.items ?? []) result = joinValues(result, item, place, steps);
  return result;
}

/** A tuple as a list whose elements are not told apart. */
export function summarised(object: HeapObject, place: Place, steps: StepJoin): HeapObject {
  if (object.items === undefined) return object;
  return { ...object, items: undefined, elem: elementOf(object, place, steps) };
}

export function withField(object: HeapObject, name: string, value: Value): HeapObject {
  return { ...object, fields: new Map(object.fields).set(name, value) };
}

/** How two values of one place are put together, e.g. joined, or joined under a condition. */
export type Merge = (a: Value, b: Value) => Value;

/** One of two states of the same object; a field that one of them lacks may be undefined. */
export function mergeObjects(
  a: HeapObject,
  b: HeapObject,
  merge: Merge,
  size: (a: Scalar, b: Scalar) => Scalar,
  tools: { readonly place: Place; readonly steps: StepJoin },
): HeapObject {
  if (a === b) return a;
  const tuple = a.items !== undefined && b.items !== undefined && a.items.length === b.items.length;
  const left = tuple ? a : summarised(a, tools.place, tools.steps);
  const right = tuple ? b : summarised(b, tools.place, tools.steps);
  const fields = new Map<string, Value>();
  const absent = a.kind === "opaque" ? FREE_VALUE : { ...NOTHING, nullish: true };
  for (const [name, value] of left.fields) fields.set(name, merge(value, right.fields.get(name) ?? absent));
  for (const [name, value] of right.fields) if (!left.fields.has(name)) fields.set(name, merge(absent, value));
  return {
    ...left,
    fields,
    elem: merge(left.elem, right.elem),
    items: tuple ? left.items!.map((item, i) => merge(item, right.items![i]!)) : undefined,
    keys: merge(left.keys, right.keys),
    size: size(left.size, right.size),
    many: left.many || right.many,
    frozen: left.frozen === true || right.frozen === true,
    rounds: left.rounds === true || right.rounds === true,
  };
}

export function sameObject(a: HeapObject, b: HeapObject): boolean {
  if (a === b) return true;
  if (
    a.kind !== b.kind ||
    a.many !== b.many ||
    Boolean(a.frozen) !== Boolean(b.frozen) ||
    a.fields.size !== b.fields.size
  )
    return false;
  if (!sameValue(a.elem, b.elem) || !sameValue(a.keys, b.keys) || a.size.is !== b.size.is) return false;
  if (a.items?.length !== b.items?.length) return false;
  for (const [i, item] of (a.items ?? []).entries()) if (!sameValue(item, b.items![i]!)) return false;
  for (const [name, value] of a.fields) {
    const other = b.fields.get(name);
    if (other === undefined || !sameValue(value, other)) return false;
  }
  return true;
}

/** Whether it holds nothing but numbers and texts that do not depend on the weights. */
export function isPlain({ kind, fields, elem, items, keys }: HeapObject): boolean {
  const plain = (value: Value) => value.refs.length === 0 && !carriesWeights(value);
  if (kind === "function" || kind === "class") return false;
  return plain(elem) && plain(keys) && (items ?? []).every(plain) && [...fields.values()].every(plain);
}
