import type { HeapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import type { ClassInfo } from "../machine/closure.ts";
import type { Machine } from "../machine/machine.ts";

/** What a class gives its instances under a name. */
export interface Member {
  readonly value?: Value | undefined;
  readonly getter?: Value | undefined;
  readonly setter?: Value | undefined;
}

/** What an instance or class knows of its class: kept in `meta`. */
export interface Instance {
  /** The address of its class. */
  readonly instanceOf: number;
}

export function isInstance(meta: unknown): meta is Instance {
  return typeof meta === "object" && meta !== null && "instanceOf" in meta;
}

/**
 * A member of an object that is not a field of its own: accessors of the object, methods and accessors of its class
 * and of the classes that it extends. A class object keeps its instances' methods under `.name`, accessors under
 * `get .name`; its own (static) ones without the point.
 */
export function memberOf(machine: Machine, object: HeapObject, name: string): Member | undefined {
  const own = accessors(object, name);
  if (own !== undefined) return own;
  if (isInstance(object.meta)) return classMember(machine, object.meta.instanceOf, `.${name}`);
  if (object.kind === "class") {
    for (const base of (object.meta as ClassInfo).base?.refs ?? []) {
      const member = classMember(machine, base, name);
      if (member !== undefined) return member;
    }
  }
  return undefined;
}

/** A member of a class or of what it extends. */
export function classMember(machine: Machine, address: number, name: string): Member | undefined {
  const object = machine.object(address);
  if (object?.kind !== "class") return undefined;
  const value = object.fields.get(name);
  const member = value === undefined ? accessors(object, name) : { value };
  if (member !== undefined) return member;
  for (const base of (object.meta as ClassInfo).base?.refs ?? []) {
    const inherited = classMember(machine, base, name);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

function accessors({ fields }: HeapObject, name: string): Member | undefined {
  const getter = fields.get(`get ${name}`);
  const setter = fields.get(`set ${name}`);
  return getter === undefined && setter === undefined ? undefined : { getter, setter };
}
