import { compare, guarded } from "../domain/conditions.ts";
import { dependsOnWeights, FREE } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { heapObject } from "../heap/object.ts";
import type { Guard, Value } from "../heap/value.ts";
import { carriesWeights, FREE_VALUE, guardedValue, NOTHING, refValue, UNDEFINED } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { guardedWhole } from "../machine/state.ts";
import type { ts } from "../syntax/ts.ts";
import { pickedBy } from "./access.ts";
import { readLater } from "./deferred.ts";
import { pair } from "./iteration.ts";
import { each } from "./list-methods.ts";

type Method = (machine: Machine, address: number, object: HeapObject, args: readonly Value[], site: Site) => Value;

/** Methods of Map and Set. */
const METHODS: Readonly<Record<string, Method>> = {
  get: (machine, address, object, [key = UNDEFINED], { node }) => {
    const value =
      machine.pre.has(address) && object.elem.scalar?.is === "free"
        ? { ...object.elem, scalar: { is: "free" as const, pre: true } }
        : object.elem;
    const place = machine.place(node);
    const any = guardedValue({ ...value, nullish: true }, { condition: object.size, kind: "filter", place });
    const isOwnKey = key.refs.length > 0 && key.refs.every((each) => object.keys.refs.includes(each));
    const found = isOwnKey ? any : pickedBy(machine, any, key, node);
    return carriesWeights(key) ? guardedValue(found, { condition: key.scalar!, kind: "selection", place }) : found;
  },
  has: (machine, _, object, [key = UNDEFINED], { node, frame }) => {
    const place = machine.place(node);
    const same = compare(object.keys.scalar ?? FREE, key.scalar ?? FREE, "equality", place);
    return machine.derive("condition", node, frame, guarded(same, object.size, "filter", place), [object.keys]);
  },
  set: (machine, address, object, [key = UNDEFINED, value = UNDEFINED], site) => {
    const chosen = carriesWeights(key)
      ? guardedValue(value, { condition: key.scalar!, kind: "selection", place: machine.place(site.node) })
      : value;
    const keys = machine.join(object.keys, { ...key, constant: undefined }, site.node);
    machine.update(address, {
      ...object,
      keys,
      elem: machine.join(object.elem, chosen, site.node),
      size: sizeWith(machine, object, key, site.node),
    });
    machine.observer.stored(machine, address, value, site.node);
    return refValue(address);
  },
  add: (machine, address, object, [value = UNDEFINED], site) => {
    const keys = machine.join(object.keys, { ...value, constant: undefined }, site.node);
    machine.update(address, { ...object, keys, size: sizeWith(machine, object, value, site.node) });
    machine.observer.stored(machine, address, value, site.node);
    return refValue(address);
  },
  delete: (machine, address, object, [key = UNDEFINED], { node }) => {
    const left = { ...object, size: sizeOn(machine, object), elem: { ...object.elem } };
    const guard: Guard = { condition: key.scalar ?? FREE, kind: "selection", place: machine.place(node) };
    machine.update(address, carriesWeights(key) ? guardedWhole(left, guard) : left);
    return FREE_VALUE;
  },
  clear: (machine, address, object) => {
    const size = sizeOn(machine, object);
    machine.update(address, object.many ? { ...object, size } : { ...object, size, elem: NOTHING, keys: NOTHING });
    return UNDEFINED;
  },
  forEach: (machine, address, object, [callback = UNDEFINED, its = UNDEFINED], site) => {
    const self = refValue(address);
    each(machine, self, site, () => {
      const now = machine.object(address) ?? object;
      const value = now.kind === "set" ? now.keys : now.elem;
      machine.evaluators.call(machine, callback, its, [value, now.keys, self], site);
    });
    return UNDEFINED;
  },
  keys: (machine, address, object, _, site) => list(machine, object.keys, address, object, site),
  values: (machine, address, object, _, site) =>
    list(machine, object.kind === "set" ? object.keys : object.elem, address, object, site),
  entries: (machine, address, object, _, site) => {
    return list(machine, pair(machine, object.keys, object.elem, site, address), address, object, site);
  },
};

/** The path decides whether an element is put in or taken out. */
function sizeOn(machine: Machine, object: HeapObject): HeapObject["size"] {
  const guard = machine.state?.guard;
  if (guard === undefined || guard.soft === true || !dependsOnWeights(guard.condition)) {
    return { ...object.size }; // another one, to show that something was written
  }
  return guarded(object.size, guard.condition, "filter", guard.place);
}

/** With one more key: among weights, it depends on which of them are equal how many there are. */
function sizeWith(machine: Machine, object: HeapObject, key: Value, node: ts.Node): HeapObject["size"] {
  const size = sizeOn(machine, object);
  if (!carriesWeights(key)) return size;
  const place = machine.place(node);
  return guarded(size, compare(key.scalar!, key.scalar!, "equality", place), "selection", place);
}

function list(machine: Machine, elem: Value, address: number, object: HeapObject, { node, frame }: Site): Value {
  const made = machine.allocate(node, frame.context, heapObject("array", { elem, size: object.size }), " list");
  return readLater(machine, made, refValue(address), { node, frame });
}

export function collectionMethod(
  machine: Machine,
  address: number,
  object: HeapObject,
  name: string,
  args: readonly Value[],
  site: Site,
): Value | undefined {
  return Object.hasOwn(METHODS, name) ? METHODS[name]?.(machine, address, object, args, site) : undefined;
}
