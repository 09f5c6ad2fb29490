import { FREE, unknown } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { heapObject, summarised } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { carriesWeights, FREE_VALUE, isNothing, NOTHING, scalarValue, UNDEFINED } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { guardedWhole } from "../machine/state.ts";
import { comparison, SAME_VALUE } from "./comparisons.ts";
import { deepCopy } from "./deep-copy.ts";
import { pair } from "./iteration.ts";
import { each, newList } from "./list-methods.ts";
import { listMethod } from "./list-positions.ts";
import { spreadInto } from "./literals.ts";
import { opaqueValue, reach } from "./opaque.ts";
import { typeOf } from "./operators.ts";
import { packed } from "./sizes.ts";

type Static = (machine: Machine, args: readonly Value[], site: Site, self: Value) => Value;

const typedFrom: Static = (machine, args, site) => listFrom(machine, args, site, false);
const float32From: Static = (machine, args, site) => listFrom(machine, args, site, true);
const identity: Static = (_, [value = UNDEFINED]) => value;
const free: Static = () => FREE_VALUE;

const symbol: Static = (machine) => {
  machine.mixes = true;
  return FREE_VALUE;
};

const TEXT_OF_WEIGHTS = "text made of weights";

/** Functions that hang on a builtin's name. */
export const STATICS: Readonly<Record<string, Static>> = {
  "Object.keys": (machine, [object = UNDEFINED], site) => {
    const { size } = contents(machine, object, site);
    return newList(machine, site, { elem: FREE_VALUE, size: size.scalar ?? FREE });
  },
  "Object.values": (machine, [object = UNDEFINED], site) => {
    const { value, size } = contents(machine, object, site);
    return newList(machine, site, { elem: value, size: size.scalar ?? FREE });
  },
  "Object.entries": (machine, [object = UNDEFINED], site) => {
    const { value, size } = contents(machine, object, site);
    return newList(machine, site, { elem: pair(machine, FREE_VALUE, value, site), size: size.scalar ?? FREE });
  },
  "Object.fromEntries": (machine, [entries = UNDEFINED], site) => {
    const { element, size } = machine.evaluators.iterate(machine, entries, site);
    const parts = machine.evaluators.iterate(machine, element, site);
    const elem = parts.items?.[1] ?? parts.element;
    const made = heapObject("object", { elem, size: size.scalar ?? FREE });
    return machine.allocate(site.node, site.frame.context, underKeys(machine, made, parts.items?.[0], site));
  },
  "Object.assign": (machine, [target = UNDEFINED, ...sources], site) => {
    for (const address of target.refs) {
      let object = machine.object(address);
      if (object === undefined) continue;
      if (object.frozen === true) machine.mayThrow(site.node, "a write to what is frozen");
      const before = object;
      for (const source of sources) object = spreadInto(machine, object, source, site.node, site.frame);
      const strong = target.refs.length === 1 && !before.many;
      machine.update(address, strong ? object : machine.mergeObject(before, object, site.node));
      for (const source of sources)
        machine.observer.stored(machine, address, contents(machine, source, site).value, site.node);
    }
    return target;
  },
  "Object.freeze": (machine, [value = UNDEFINED]) => {
    for (const address of value.refs) {
      const object = machine.object(address);
      // What is written to it may not be: as where an object stands for several.
      if (object !== undefined) machine.update(address, { ...object, many: true, frozen: true });
    }
    return value;
  },
  "Object.seal": identity,
  "Object.preventExtensions": identity,
  "Object.isFrozen": free,
  "Object.is": (machine, [a = UNDEFINED, b = UNDEFINED], { node, frame }) =>
    comparison(machine, a, b, SAME_VALUE, node, frame),
  "Array.isArray": (machine, [value = UNDEFINED], { node }) => typeOf(machine, value, node),
  "Array.from": typedFrom,
  "Array.of": (machine, args, site) => newList(machine, site, packed(machine, args, site.node)),
  "Float64Array.from": typedFrom,
  "Float32Array.from": float32From,
  "Int32Array.from": float32From,
  "JSON.stringify": (machine, args, { node }) => {
    return reach(machine, args).weights ? scalarValue(unknown(TEXT_OF_WEIGHTS, machine.place(node))) : FREE_VALUE;
  },
  "JSON.parse": (machine, [text = UNDEFINED], { node }) => {
    if (text.scalar?.is === "unknown" && text.scalar.reason !== TEXT_OF_WEIGHTS) return text;
    if (carriesWeights(text)) return machine.unknown(`what JSON.parse makes of ${TEXT_OF_WEIGHTS}`, node);
    return opaqueValue(machine, `JSON.parse ${machine.intern.node(node)}`, "JSON");
  },
  structuredClone: (machine, [value = UNDEFINED], site) => deepCopy(machine, value, site),
  "Promise.resolve": identity,
  "Promise.all": (machine, [list = UNDEFINED], site) => listFrom(machine, [list], site, false),
  "Promise.allSettled": (machine, _, { node }) => machine.unknown("Promise.allSettled", node),
  "Symbol.for": symbol,
  Symbol: symbol,
  "Date.now": free,
  "performance.now": free,
  Date: free,
  "Date.UTC": free,
  "Date.parse": free,
  "ArrayBuffer.isView": free,
  Array: (machine, args, site) => newList(machine, site, args.length > 1 ? packed(machine, args, site.node) : {}),
  BigInt: (machine, [value = UNDEFINED], { node }) => {
    machine.mixes = true;
    return carriesWeights(value) ? machine.unknown("BigInt of weights", node) : FREE_VALUE;
  },
  require: (machine, [name = UNDEFINED], { node, frame }) => {
    const path = name.constant?.value;
    const found = typeof path === "string" ? machine.loader?.required(path, frame.file) : undefined;
    return found ?? machine.unknown("require of something that is not known", node);
  },
};

/** Under keys that are made of the weights, they decide how many there are, and which goes over which. */
export function underKeys(machine: Machine, object: HeapObject, keys: Value | undefined, { node }: Site): HeapObject {
  if (keys === undefined || !carriesWeights(keys)) return object;
  return guardedWhole(object, { condition: keys.scalar!, kind: "selection", place: machine.place(node) });
}

/** Array.from(iterable or { length }, callback). */
function listFrom(
  machine: Machine,
  [source = UNDEFINED, callback, self = UNDEFINED]: readonly Value[],
  site: Site,
  rounds: boolean,
): Value {
  const iterated = machine.evaluators.iterate(machine, source, site);
  let made: Value;
  if (callback !== undefined && callback.refs.length > 0) {
    const length = lengthOnly(machine, source);
    const elements =
      length === undefined ? source : newList(machine, site, { elem: UNDEFINED, size: length }, " of length");
    made = listMethod(machine, { gives: "eil", answers: "results" }, "map", elements, [callback, self], site);
  } else {
    const { element, size, items } = iterated;
    made = newList(machine, site, {
      ...(items === undefined ? { elem: element } : { items }),
      size: size.scalar ?? FREE,
    });
  }
  const address = made.refs[0];
  const object = address === undefined ? undefined : machine.object(address);
  if (rounds && address !== undefined && object !== undefined) {
    const list = newList(machine, site, { rounds: true }, " rounded");
    each(machine, made, site, (element) => machine.evaluators.setElement(machine, list, FREE_VALUE, element, site));
    return list;
  }
  return made;
}

/** The length of `{ length: n }`. */
function lengthOnly(machine: Machine, { refs }: Value): Value["scalar"] {
  const object = refs.length === 1 ? machine.object(refs[0]!) : undefined;
  return object?.kind === "object" ? object.fields.get("length")?.scalar : undefined;
}

/** All values of an object's own properties. */
function contents(machine: Machine, object: Value, site: Site): { readonly value: Value; readonly size: Value } {
  const { element, size } = machine.evaluators.iterate(machine, object, site);
  let value = NOTHING;
  for (const address of object.refs) {
    const each = machine.object(address);
    if (each === undefined || each.kind === "function") continue;
    const whole = summarised(each, machine.place(site.node), machine.steps.join);
    for (const field of whole.fields.values()) value = machine.join(value, field, site.node);
    value = machine.join(value, each.kind === "opaque" ? element : whole.elem, site.node);
  }
  return { value: isNothing(value) ? element : value, size };
}
