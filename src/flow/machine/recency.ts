import type { HeapObject } from "../heap/object.ts";
import { heapObject, mergeObjects } from "../heap/object.ts";
import type { Trie } from "../heap/trie.ts";
import { EMPTY_TRIE, trieDifferences, trieGet, trieSet } from "../heap/trie.ts";
import type { Value } from "../heap/value.ts";
import { joinValues } from "../heap/value.ts";
import type { MergeTools, State } from "./state.ts";

/**
 * Frees an address for the newest object of its place: what stood there joins the older ones at `shadow`, and whoever
 * refers to it refers to the shadow from now on. So the newest can be written to for good, and is not mixed up with
 * what earlier turns of a loop have made.
 */
export function renamedAway(state: State, address: number, shadow: number, tools: MergeTools): State {
  const rename = (value: Value): Value => {
    if (!value.refs.includes(address)) return value;
    const refs = [...new Set(value.refs.map((each) => (each === address ? shadow : each)))].sort((a, b) => a - b);
    return { ...value, refs };
  };
  const renameIn = (object: HeapObject): HeapObject => renamedObject(object, rename);
  const moving = trieGet(state.objects, address)!;
  const variables = mapTrie(state.variables, rename);
  let objects = mapTrie(state.objects, renameIn);
  const moved = { ...renameIn(moving), many: true };
  const older = trieGet(objects, shadow);
  const merge = (a: Value, b: Value) => joinValues(a, b, tools.place, tools.steps);
  objects = trieSet(objects, shadow, older === undefined ? moved : mergeObjects(older, moved, merge, (a) => a, tools));
  objects = trieSet(objects, address, heapObject(moving.kind));
  return { ...state, variables, objects };
}

function renamedObject(object: HeapObject, rename: (value: Value) => Value): HeapObject {
  const elem = rename(object.elem);
  const keys = rename(object.keys);
  const items = object.items?.map(rename);
  const fields = [...object.fields.values()].some((each) => rename(each) !== each)
    ? new Map([...object.fields].map(([name, value]) => [name, rename(value)]))
    : object.fields;
  const sameItems = items === undefined || items.every((item, i) => item === object.items![i]);
  if (elem === object.elem && keys === object.keys && fields === object.fields && sameItems) return object;
  return { ...object, elem, keys, fields, items };
}

function mapTrie<T>(trie: Trie<T>, change: (value: T) => T): Trie<T> {
  let result = trie;
  trieDifferences(trie, EMPTY_TRIE as Trie<T>, (key, value) => {
    if (value === undefined) return;
    const changed = change(value);
    if (changed !== value) result = trieSet(result, key, changed);
  });
  return result;
}
