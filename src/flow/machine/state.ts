import { guarded, join } from "../domain/conditions.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { mergeObjects, sameObject } from "../heap/object.ts";
import type { Trie } from "../heap/trie.ts";
import { EMPTY_TRIE, trieDifferences, trieGet, trieSet } from "../heap/trie.ts";
import type { Guard, StepJoin, Value } from "../heap/value.ts";
import { guardedValue, isNothing, joinedUnder, joinGuards, sameGuard, sameValue } from "../heap/value.ts";

/** What holds at one point of a path: what variables and objects hold, and on which weights the path itself depends. */
export interface State {
  readonly variables: Trie<Value>;
  readonly objects: Trie<HeapObject>;
  /** The weight-dependent conditions under which this path is taken. */
  readonly guard: Guard | undefined;
}

export const EMPTY_STATE: State = { variables: EMPTY_TRIE, objects: EMPTY_TRIE, guard: undefined };

export interface MergeTools {
  /** What a path that says nothing of a variable or object has there. */
  readonly modules: State;
  readonly place: Place;
  readonly steps: StepJoin;
}

/** One of two states; where they differ, what differs depends on the condition that parted them, if one is given. */
export function mergeStates(a: State, b: State, parted: Guard | undefined, tools: MergeTools): State {
  if (a === b) return a;
  const merge = (left: Value, right: Value): Value =>
    left === right ? left : joinedUnder(left, right, parted, tools.place, tools.steps);
  const size = (left: Scalar, right: Scalar): Scalar => {
    const joined = left === right ? left : join(left, right, tools.place);
    return parted === undefined || left === right
      ? joined
      : guarded(joined, parted.condition, parted.kind, parted.place);
  };
  let { variables, objects } = a;
  trieDifferences(a.variables, b.variables, (key, left, right) => {
    const [x, y] = [left ?? trieGet(tools.modules.variables, key), right ?? trieGet(tools.modules.variables, key)];
    const value = x === undefined ? y : y === undefined ? x : merge(x, y);
    if (value !== left) variables = trieSet(variables, key, value);
  });
  trieDifferences(a.objects, b.objects, (key, left, right) => {
    const [x, y] = [left ?? trieGet(tools.modules.objects, key), right ?? trieGet(tools.modules.objects, key)];
    const object = x === undefined ? y : y === undefined ? x : mergeObjects(x, y, merge, size, tools);
    if (object !== left) objects = trieSet(objects, key, object);
  });
  return { variables, objects, guard: joinGuards(a.guard, b.guard) };
}

/** What `after` changed since `before`, made dependent on a condition: e.g. how often a loop ran. */
export function guardChanges(before: State, after: State, written: readonly State[], guard: Guard): State {
  const variablesTouched = new Set<number>();
  const objectsTouched = new Set<number>();
  for (const each of written) {
    trieDifferences(before.variables, each.variables, (key) => variablesTouched.add(key));
    trieDifferences(before.objects, each.objects, (key) => objectsTouched.add(key));
  }
  let { variables, objects } = after;
  for (const key of variablesTouched) {
    const value = trieGet(variables, key);
    if (value !== undefined) variables = trieSet(variables, key, guardedValue(value, guard));
  }
  for (const key of objectsTouched) {
    const object = trieGet(objects, key);
    if (object === undefined) continue;
    const states = written.flatMap((each) => trieGet(each.objects, key) ?? []);
    objects = trieSet(objects, key, guardedObject(object, trieGet(before.objects, key), states, guard));
  }
  return { ...after, variables, objects };
}

/** An object of which a condition decides what stands in it, and how much. */
export function guardedWhole(object: HeapObject, guard: Guard): HeapObject {
  return guardedObject(object, undefined, [], guard);
}

/** An object with what was written to it guarded; the parts that stayed as they were stay so. */
function guardedObject(
  object: HeapObject,
  before: HeapObject | undefined,
  written: readonly HeapObject[],
  guard: Guard,
): HeapObject {
  if (["function", "class", "module", "builtin"].includes(object.kind)) return object;
  const all = [object, ...written];
  const guardedPart = (part: (each: HeapObject) => Value | undefined, value: Value): Value => {
    const stayed = before !== undefined && all.every((each) => part(each) === part(before));
    return stayed ? value : guardedValue(value, guard);
  };
  // An opaque object was there before: it was only looked at for the first time.
  const sized = object.kind === "opaque" || (before !== undefined && all.every(({ size }) => size === before.size));
  return {
    ...object,
    fields: new Map(
      [...object.fields].map(([name, value]) => [name, guardedPart((each) => each.fields.get(name), value)]),
    ),
    elem: guardedPart((each) => each.elem, object.elem),
    items: object.items?.map((item, k) => guardedPart((each) => each.items?.[k], item)),
    keys: guardedPart((each) => each.keys, object.keys),
    size: sized ? object.size : guarded(object.size, guard.condition, guard.kind, guard.place),
  };
}

/**
 * What is left of a state when everything in it has returned: what modules declare, and what was written to objects
 * from outside. Nothing else can be reached again.
 */
export function lasting(state: State, modules: State): State {
  const { variables, objects } = state;
  let result = EMPTY_STATE;
  trieDifferences(variables, EMPTY_STATE.variables, (key, value) => {
    if (value === undefined || trieGet(modules.variables, key) === undefined) return;
    if (trieGet(modules.variables, key) !== value)
      result = { ...result, variables: trieSet(result.variables, key, value) };
  });
  const roots: number[] = [];
  const keep = (address: number): void => {
    const object = trieGet(objects, address);
    if (object === undefined || trieGet(result.objects, address) !== undefined) return;
    result = { ...result, objects: trieSet(result.objects, address, object) };
    roots.push(address);
  };
  trieDifferences(result.variables, EMPTY_STATE.variables, (_, value) => value?.refs.forEach(keep));
  trieDifferences(objects, EMPTY_STATE.objects, (address, object) => {
    if (object === undefined) return;
    const known = trieGet(modules.objects, address);
    const written = object.kind === "opaque" && (object.fields.size > 0 || !isNothing(object.elem));
    if (written || (known !== undefined && known !== object)) keep(address);
  });
  for (let address = roots.pop(); address !== undefined; address = roots.pop()) {
    const object = trieGet(objects, address)!;
    // What a function has closed over is not known here: then everything has to be kept.
    if (object.kind === "function" || object.kind === "class") return state;
    for (const each of referred(object)) keep(each);
  }
  return result;
}

function referred({ fields, elem, items, keys }: HeapObject): readonly number[] {
  return [elem, keys, ...(items ?? []), ...fields.values()].flatMap(({ refs }) => refs);
}

/** Whether two states hold the same, but for where it comes from. */
export function sameState(a: State, b: State): boolean {
  let same = true;
  trieDifferences(a.variables, b.variables, (_, left, right) => {
    if (left === undefined || right === undefined || !sameValue(left, right)) same = false;
  });
  trieDifferences(a.objects, b.objects, (_, left, right) => {
    if (left === undefined || right === undefined || !sameObject(left, right)) same = false;
  });
  return same && sameGuard(a.guard, b.guard);
}
