import { FREE, isInvariant, PRE, unknown } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { elementOf, heapObject } from "../heap/object.ts";
import type { Guard, Value } from "../heap/value.ts";
import {
  carriesWeights,
  FREE_VALUE,
  guardedValue,
  isNothing,
  NOTHING,
  refValue,
  scalarValue,
  UNDEFINED,
} from "../heap/value.ts";
import type { BuiltinInfo } from "../machine/closure.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";
import { anyOf } from "./alternatives.ts";
import { builtin, constantOf, PROTOTYPES } from "./builtins.ts";
import { memberOf } from "./members.ts";
import { opaquePart } from "./opaque.ts";
import { needsSomething } from "./throwing.ts";

/** Reading what stands in objects. */

export function get(machine: Machine, receiver: Value, name: string, site: Site): Value {
  needsSomething(machine, receiver, `reading ${name}`, site.node);
  const part = (address: number): Value => {
    const object = machine.object(address);
    return object === undefined ? NOTHING : asPre(machine, address, getFrom(machine, address, object, name, site));
  };
  let result = scalarPart(machine, receiver, name, site);
  if (hasAccessor(machine, receiver, name)) {
    const each = receiver.refs.map((address) => () => part(address));
    result = machine.join(result, anyOf(machine, each, receiver, site), site.node);
  } else for (const address of receiver.refs) result = machine.join(result, part(address), site.node);
  return guardedValue(result, receiver.choice);
}

/** Whether what is read or written under a name may run code. */
export function hasAccessor(machine: Machine, { refs }: Value, name: string): boolean {
  return refs.some((address) => {
    const object = machine.object(address);
    const member = object === undefined ? undefined : memberOf(machine, object, name);
    return member?.getter !== undefined || member?.setter !== undefined;
  });
}

/** A number's or text's own properties; of something unknown they are unknown. */
function scalarPart(machine: Machine, { scalar, refs }: Value, name: string, site: Site): Value {
  if (scalar === undefined) return NOTHING;
  if (scalar.is === "unknown") return scalarValue(scalar);
  if (refs.length > 0 && isInvariant(scalar)) return NOTHING;
  if (carriesWeights({ scalar, refs, nullish: false })) return machine.unknown(`.${name} of a number`, site.node);
  return refs.length > 0 ? NOTHING : { ...FREE_VALUE, nullish: true };
}

function asPre(machine: Machine, address: number, value: Value): Value {
  return machine.pre.has(address) && value.scalar?.is === "free" ? { ...value, scalar: PRE } : value;
}

function getFrom(machine: Machine, address: number, object: HeapObject, name: string, site: Site): Value {
  switch (object.kind) {
    case "opaque":
      return opaquePart(machine, address, object, name, site);
    case "builtin": {
      const { path: base } = object.meta as BuiltinInfo;
      const path = base.endsWith(":") ? `${base}${name}` : `${base}.${name}`;
      return constantOf(path) ?? builtin(machine, path);
    }
    case "module":
      return machine.loader?.exported(object.meta, name) ?? machine.unknown(`no export ${name}`, site.node);
    case "array":
    case "buffer":
      if (object.meta === "frame" && name === "values") return refValue(address);
      if (name === "length" || name === "byteLength" || name === "byteOffset") return scalarValue(object.size);
      if (name === "buffer" && object.kind === "array") return bufferOf(machine, address, site);
      if (name === "BYTES_PER_ELEMENT") return FREE_VALUE;
      break;
    case "map":
    case "set":
      if (name === "size") return scalarValue(object.size);
      break;
  }
  const own = object.fields.get(name);
  if (own !== undefined) return own;
  const member = memberOf(machine, object, name);
  if (member?.getter !== undefined) {
    return machine.evaluators.call(machine, member.getter, refValue(address), [], site);
  }
  if (member?.value !== undefined) return member.value;
  const prototype = PROTOTYPES[object.kind];
  if (prototype !== undefined) return builtin(machine, `${prototype}.prototype.${name}`);
  if (object.kind === "function" || object.kind === "class") return FREE_VALUE;
  return isNothing(object.elem) ? UNDEFINED : { ...object.elem, nullish: true };
}

/** The memory of a typed array: views of it are the array itself. */
export function bufferOf(machine: Machine, owner: number, { node, frame }: Site): Value {
  const fields = new Map([["owner", refValue(owner)]]);
  return machine.allocate(node, frame.context, heapObject("buffer", { fields }), ` buffer of ${owner}`);
}

export function getElement(machine: Machine, receiver: Value, index: Value, site: Site): Value {
  const key = index.constant?.value;
  needsSomething(machine, receiver, "reading […]", site.node);
  let result = NOTHING;
  if (typeof key === "string" && !/^\d+$/.test(key))
    result = get(machine, { ...receiver, choice: undefined }, key, site);
  else {
    result = receiver.refs.length === 0 ? scalarPart(machine, receiver, "[…]", site) : NOTHING;
    for (const address of receiver.refs) {
      const object = machine.object(address);
      if (object === undefined) continue;
      result = machine.join(
        result,
        asPre(machine, address, elementFrom(machine, address, object, key, site)),
        site.node,
      );
    }
  }
  const chosen = pickedBy(machine, guardedValue(result, receiver.choice), index, site.node);
  if (!carriesWeights(index)) return chosen;
  return guardedValue(chosen, { condition: index.scalar!, kind: "selection", place: machine.place(site.node) });
}

/** A weight under a name or index that comes from outside, as data: whether all of them are asked for is not known. */
export function pickedBy(machine: Machine, value: Value, { refs, constant }: Value, node: ts.Node): Value {
  const isData = refs.length > 0 || typeof constant?.value === "string";
  if (!isData || value.scalar?.is !== "homogeneous") return value;
  return { ...value, scalar: { ...value.scalar, picked: value.scalar.picked ?? machine.place(node) } };
}

function elementFrom(
  machine: Machine,
  address: number,
  object: HeapObject,
  key: string | number | boolean | null | undefined,
  site: Site,
): Value {
  if (object.kind === "opaque")
    return opaquePart(machine, address, object, key === undefined ? "*" : String(key), site);
  if (object.kind === "builtin") return machine.unknown("a computed name of a builtin", site.node);
  if (object.items !== undefined && key !== undefined) return object.items[Number(key)] ?? UNDEFINED;
  if (key !== undefined && object.fields.has(String(key))) return object.fields.get(String(key))!;
  let result: Value = elementOf(object, machine.place(site.node), machine.steps.join);
  if (key === undefined && object.kind !== "array") {
    for (const value of object.fields.values()) result = machine.join(result, value, site.node);
  }
  // Whether there is one at all is a matter of how long the list is.
  const guard: Guard = { condition: object.size, kind: "filter", place: machine.place(site.node) };
  return guardedValue({ ...result, nullish: true }, guard);
}

/** The number of elements of something, for loops over it. */
export function sizeOf(machine: Machine, iterable: Value, site: Site): Value {
  let size: Value = scalarValue(FREE);
  for (const address of iterable.refs) {
    const object = machine.object(address);
    if (object !== undefined) size = machine.join(size, scalarValue(object.size), site.node);
  }
  if (iterable.scalar?.is === "unknown") size = scalarValue(unknown(iterable.scalar.reason, iterable.scalar.place));
  return guardedValue(size, iterable.choice);
}
