import { curved } from "../domain/algebra.ts";
import { guarded } from "../domain/conditions.ts";
import type { HeapObject } from "../heap/object.ts";
import { summarised, withField } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { carriesWeights, FREE_VALUE, guardedValue, refValue, UNDEFINED } from "../heap/value.ts";
import type { BuiltinInfo } from "../machine/closure.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { hasAccessor } from "./access.ts";
import { anyOf } from "./alternatives.ts";
import { memberOf } from "./members.ts";
import { havocAll, reach } from "./opaque.ts";
import { sizeUnder } from "./sizes.ts";
import { needsSomething } from "./throwing.ts";

/** Writing what stands in objects. */

export function set(machine: Machine, receiver: Value, name: string, value: Value, site: Site): void {
  needsSomething(machine, receiver, `writing ${name}`, site.node);
  if (!writable(machine, receiver, value, site)) return;
  if (receiver.refs.length > 1 && hasAccessor(machine, receiver, name)) {
    const each = receiver.refs.map((address) => () => {
      set(machine, refValue(address), name, value, site);
      return UNDEFINED;
    });
    anyOf(machine, each, receiver, site);
    return;
  }
  const strong = receiver.refs.length === 1 && receiver.choice === undefined;
  for (const address of receiver.refs) {
    const object = machine.object(address);
    if (object === undefined) continue;
    if (object.kind === "builtin" || object.kind === "module" || name === "__proto__") {
      changesLanguage(machine, object, name, site);
      continue;
    }
    const member = object.fields.has(name) ? undefined : memberOf(machine, object, name);
    if (member?.setter !== undefined) machine.evaluators.call(machine, member.setter, refValue(address), [value], site);
    else if (member?.getter !== undefined) machine.mayThrow(site.node, "a write to what has only a getter");
    if (member?.setter !== undefined || member?.getter !== undefined) continue;
    if (object.kind === "array" && name === "length") {
      const { scalar } = value;
      const place = machine.place(site.node);
      const own = carriesWeights(value) ? { condition: scalar!, kind: "conditional" as const, place } : undefined;
      machine.mayThrow(site.node, "a length", own);
      machine.evaluators.method(machine, refValue(address), "splice", [value], site);
      continue;
    }
    if (object.frozen === true) machine.mayThrow(site.node, "a write to what is frozen");
    const given = guardedValue(value, receiver.choice);
    const old = object.fields.get(name) ?? (object.kind === "opaque" ? FREE_VALUE : UNDEFINED);
    const stored = strong && !object.many ? given : machine.join(old, given, site.node);
    const named = machine.named(stored, name, site.node, site.frame.context);
    machine.steps.alias(named.refs, name, machine.place(site.node));
    const isNew = object.kind === "object" && !object.fields.has(name);
    const sized = isNew ? { ...object, size: sizeUnder(machine, object) } : object;
    machine.update(address, withField(sized, name, named));
    machine.observer.stored(machine, address, named, site.node, name);
  }
}

/** What a program changes of the language itself, or of a library, is not followed; `process.exitCode` does nothing. */
function changesLanguage(machine: Machine, { meta }: HeapObject, name: string, { node }: Site): void {
  const path = (meta as Partial<BuiltinInfo> | undefined)?.path ?? "";
  if (path !== "process" && !path.startsWith("process.env"))
    machine.observer.gaveUp(machine, `${name} of ${path || "a prototype or module"} is set`, node);
}

/** Whether the base is known well enough; a write through one that is not may have hit anything. */
function writable(machine: Machine, receiver: Value, value: Value, site: Site): boolean {
  if (receiver.scalar?.is === "unknown") {
    havocAll(machine, `written through a base that is unknown: ${receiver.scalar.reason}`, site.node);
    return false;
  }
  if (receiver.scalar !== undefined && receiver.refs.length === 0 && reach(machine, [value]).weights) {
    havocAll(machine, "weights are written to something that is not known", site.node);
    return false;
  }
  return true;
}

export function setElement(machine: Machine, receiver: Value, index: Value, value: Value, site: Site): void {
  const key = index.constant?.value;
  if (typeof key === "string" && !/^\d+$/.test(key)) {
    set(machine, receiver, key, value, site);
    return;
  }
  needsSomething(machine, receiver, "writing […]", site.node);
  if (!writable(machine, receiver, value, site)) return;
  const place = machine.place(site.node);
  const chosen = carriesWeights(index) ? { condition: index.scalar!, kind: "selection" as const, place } : undefined;
  const given = guardedValue(guardedValue(value, receiver.choice), chosen);
  for (const address of receiver.refs) {
    const object = machine.object(address);
    if (object === undefined) continue;
    if (object.frozen === true) machine.mayThrow(site.node, "a write to what is frozen");
    const strong = receiver.refs.length === 1 && receiver.choice === undefined && !object.many && chosen === undefined;
    const stored = object.rounds === true ? rounded(machine, given, site) : given;
    machine.update(address, withElement(machine, object, strong ? key : undefined, stored, site));
    if (chosen !== undefined) {
      const touched = machine.object(address)!;
      const size = guarded(touched.size, chosen.condition, chosen.kind, place);
      machine.update(address, { ...touched, size, elem: guardedValue(touched.elem, chosen) });
    }
    machine.observer.stored(machine, address, stored, site.node);
  }
}

export function rounded(machine: Machine, value: Value, { node, frame }: Site): Value {
  if (!carriesWeights(value)) return value;
  return machine.derive("model", node, frame, curved([value.scalar!], "round", machine.place(node)), [value]);
}

function withElement(
  machine: Machine,
  object: HeapObject,
  key: string | number | boolean | null | undefined,
  value: Value,
  { node }: Site,
): HeapObject {
  const at = Number(key);
  if (key !== undefined && object.items !== undefined && at < object.items.length) {
    return { ...object, items: object.items.map((item, i) => (i === at ? value : item)) };
  }
  const whole = summarised(object, machine.place(node), machine.steps.join);
  const fields = new Map(whole.fields);
  for (const [name, old] of whole.fields) fields.set(name, machine.join(old, value, node));
  return {
    ...whole,
    fields: whole.kind === "array" ? whole.fields : fields,
    elem: machine.join(whole.elem, value, node),
  };
}
