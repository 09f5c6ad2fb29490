import type { HeapObject } from "../heap/object.ts";
import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";

/** What structuredClone makes: new objects throughout, holding the same numbers. */
export function deepCopy(machine: Machine, value: Value, site: Site): Value {
  const copies = new Map<number, number>();
  const copyOf = (each: Value): Value => {
    if (each.refs.length === 0) return each;
    const refs = each.refs.map((address) => copyObject(address));
    return { ...each, refs: [...new Set(refs)].sort((a, b) => a - b) };
  };
  const copyObject = (address: number): number => {
    const known = copies.get(address);
    if (known !== undefined) return known;
    const object = machine.object(address);
    if (object === undefined || ["function", "class", "opaque", "builtin", "module"].includes(object.kind))
      return address;
    const made = machine.allocate(site.node, site.frame.context, heapObject(object.kind), ` copy of ${address}`)
      .refs[0]!;
    copies.set(address, made);
    machine.update(made, copied(object, copyOf));
    return made;
  };
  return copyOf(value);
}

function copied(object: HeapObject, copyOf: (value: Value) => Value): HeapObject {
  return {
    ...object,
    fields: new Map([...object.fields].map(([name, field]) => [name, copyOf(field)])),
    elem: copyOf(object.elem),
    keys: copyOf(object.keys),
    items: object.items?.map(copyOf),
  };
}
