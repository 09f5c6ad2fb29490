import { FREE } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { elementOf, heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { FREE_VALUE, guardedValue, NOTHING, refValue, scalarValue } from "../heap/value.ts";
import type { Iterated, Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { sizeOf } from "./access.ts";
import { mayRun } from "./deferred.ts";
import { memberOf } from "./members.ts";
import { opaquePart } from "./opaque.ts";

/** What a `for … of`, a spread or a destructured list sees. */
export function iterate(machine: Machine, iterable: Value, site: Site): Iterated {
  let element: Value = NOTHING;
  let items: readonly Value[] | undefined;
  const { scalar } = iterable;
  if (scalar !== undefined || iterable.nullish) machine.mayThrow(site.node, "iterating over it", iterable.nullChoice);
  if (scalar !== undefined && (scalar.is !== "free" || iterable.refs.length === 0)) {
    element = scalar.is === "free" || scalar.is === "zero" ? { ...FREE_VALUE, nullish: true } : scalarValue(scalar);
  }
  for (const address of iterable.refs) {
    const object = machine.object(address);
    if (object === undefined) continue;
    const lazy = machine.later.lazy.get(address);
    if (lazy !== undefined) mayRun(machine, lazy);
    if (address === iterable.refs[0]) items = object.kind === "array" ? object.items : undefined;
    else items = itemsOfBoth(machine, items, object, site);
    element = machine.join(element, elementFrom(machine, address, object, site), site.node);
  }
  const known = items?.map((item) => guardedValue(item, iterable.choice));
  return { element: guardedValue(element, iterable.choice), size: sizeOf(machine, iterable, site), items: known };
}

/** Elements one by one of either of two tuples of the same length. */
function itemsOfBoth(
  machine: Machine,
  items: readonly Value[] | undefined,
  { kind, items: others }: HeapObject,
  site: Site,
) {
  if (kind !== "array" || items === undefined || others?.length !== items.length) return undefined;
  return items.map((item, i) => machine.join(item, others[i]!, site.node));
}

function elementFrom(machine: Machine, address: number, object: HeapObject, site: Site): Value {
  switch (object.kind) {
    case "opaque":
      return opaquePart(machine, address, object, "*", site);
    case "array":
    case "iterator": {
      const elem = elementOf(object, machine.place(site.node), machine.steps.join);
      return machine.pre.has(address) && elem.scalar?.is === "free"
        ? { ...elem, scalar: { is: "free", pre: true } }
        : elem;
    }
    case "set":
      return object.keys;
    case "map":
      return pair(machine, object.keys, object.elem, site, address);
    default:
      return iterated(machine, address, object, site);
  }
}

/** An object with an iterator of its own. */
function iterated(machine: Machine, address: number, object: HeapObject, site: Site): Value {
  const own = object.fields.get("[Symbol.iterator]") ?? memberOf(machine, object, "[Symbol.iterator]")?.value;
  if (own === undefined)
    return object.kind === "object"
      ? valuesOf(machine, object, site)
      : machine.unknown("iteration over something that is no list", site.node);
  const iterator = machine.evaluators.call(machine, own, refValue(address), [], site);
  return iterator.refs.includes(address)
    ? machine.unknown("an iterator of its own", site.node)
    : iterate(machine, iterator, site).element;
}

function valuesOf(machine: Machine, object: HeapObject, { node }: Site): Value {
  let result = object.elem;
  for (const value of object.fields.values()) result = machine.join(result, value, node);
  return result;
}

/** `[key, value]`. */
export function pair(
  machine: Machine,
  key: Value,
  value: Value,
  { node, frame }: Site,
  what: number | string = "",
): Value {
  const items = [key, value];
  const list = heapObject("array", { items, size: FREE, many: true });
  const address = machine.intern.at(`pair ${what} `, node, frame.context);
  machine.update(address, list);
  return refValue(address);
}
