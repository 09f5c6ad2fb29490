import { dependsOnWeights, FREE, PRE, unknown } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { heapObject, summarised, withField } from "../heap/object.ts";
import type { Guard, Value } from "../heap/value.ts";
import { carriesWeights, FREE_VALUE, refValue, UNDEFINED } from "../heap/value.ts";
import type { Closure, OpaqueInfo } from "../machine/closure.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Scope } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { LIST_RULES } from "../models/lists.ts";
import type { ts } from "../syntax/ts.ts";
import { defer, letOthersRun } from "./deferred.ts";

/** Objects from outside the source, and what calls of functions without a body do. */

/** How many names deep an opaque object is told apart from its parts. */
const DEPTH = 10;

/** The opaque object of a region, made when it is first asked for. */
export function opaqueValue(machine: Machine, region: string, path: string): Value {
  const address = machine.intern.number(`opaque ${region} ${path}`);
  if (machine.object(address) === undefined) {
    const meta: OpaqueInfo = { region, path };
    machine.update(address, heapObject("opaque", { meta, many: path.includes("*") }));
  }
  return { scalar: machine.pre.has(address) ? PRE : FREE, refs: [address], nullish: true };
}

/** What stands in an opaque object under a name; `*` for one that is not known. */
export function opaquePart(machine: Machine, address: number, object: HeapObject, name: string, site: Site): Value {
  const { region, path } = object.meta as OpaqueInfo;
  const tainted = machine.tainted.get(region);
  if (tainted !== undefined) {
    return machine.unknown(
      `read from ${region}, which may hold weights since line ${machine.place(tainted).line}`,
      site.node,
    );
  }
  const written = object.fields.get(name);
  if (written !== undefined && name !== "*") return written;
  const assumed = machine.observer.assumed(`${path}.${name}`);
  if (assumed !== undefined) return assumed;
  // How long something is, is a number, whatever the something.
  if (name === "length") return FREE_VALUE;
  const deep = path.split(".").length >= DEPTH;
  let part = opaqueValue(machine, region, deep ? path : `${path}.${name}`);
  if (machine.pre.has(address)) part = { ...part, scalar: PRE };
  if (name !== "*") return machine.join(part, object.elem, site.node);
  for (const value of [...object.fields.values(), object.elem]) part = machine.join(part, value, site.node);
  return part;
}

/** Everything that can be reached from some values: addresses, and whether weights stand anywhere there. */
export function reach(machine: Machine, values: readonly Value[]): { addresses: Set<number>; weights: boolean } {
  const addresses = new Set<number>();
  const scopes = new Set<Scope>();
  let weights = false;
  const todo = [...values];
  for (let value = todo.pop(); value !== undefined; value = todo.pop()) {
    if (carriesWeights(value) || (value.choice && dependsOnWeights(value.choice.condition))) weights = true;
    for (const address of value.refs) {
      if (addresses.has(address)) continue;
      addresses.add(address);
      const object = machine.object(address);
      if (object === undefined) continue;
      if (dependsOnWeights(object.size)) weights = true;
      todo.push(object.elem, object.keys, ...object.fields.values(), ...(object.items ?? []));
      if (object.kind === "function") todo.push(...captured(machine, object.meta as Closure, scopes));
    }
  }
  return { addresses, weights };
}

function captured(machine: Machine, { scope, self, bound }: Closure, seen: Set<Scope>): Value[] {
  const values: Value[] = self === undefined ? [...bound] : [self, ...bound];
  for (let each: Scope | undefined = scope; each !== undefined && !seen.has(each); each = each.parent) {
    seen.add(each);
    for (const binding of each.names.values()) if (binding.load === undefined) values.push(machine.read(binding));
  }
  return values;
}

/**
 * A call of something without a body. When weights reach it, its answer and every mutable object passed to it are
 * unknown from now on, and so is everything else of its region. Otherwise it answers something that is free of them;
 * a callback may be called any number of times with anything.
 */
export function callOpaque(machine: Machine, region: string, path: string, args: readonly Value[], site: Site): Value {
  const { addresses, weights } = reach(machine, args);
  letOthersRun(machine);
  const handed = handedOver(machine, args).filter((address) => machine.object(address)?.kind === "function");
  for (const address of handed) callBack(machine, address, region, site);
  // What goes by the name of a list's method calls back there and then.
  const atOnce = Object.hasOwn(LIST_RULES, path.split(".").at(-1)!);
  if (handed.length > 0 && !atOnce) defer(machine, [refValue(...handed)], site);
  const called = nameInWords(path);
  const reason = `${called} has no body here, and weights reach it`;
  const place = machine.place(site.node);
  const own: Guard = { condition: unknown(reason, place), kind: "conditional", place };
  machine.mayThrow(site.node, path, weights || machine.tainted.has(region) ? own : undefined);
  if (weights) {
    machine.tainted.set(region, site.node);
    for (const address of addresses) havoc(machine, address, `passed to ${called}, which has no body here`, site.node);
    return machine.unknown(reason, site.node);
  }
  if (machine.tainted.has(region)) return machine.unknown(`${called} may have kept weights`, site.node);
  for (const address of addresses) forgetConstants(machine, address);
  return opaqueValue(machine, region, `${path}()`);
}

/** How a function is called by people: of what is not known only the name of the method. */
function nameInWords(path: string): string {
  const match = /^(?:Number|Object|Array|nothing)\.prototype\.(.+)$/.exec(path);
  return match === null ? path : `${match[1]}()`;
}

/** The functions that are passed, themselves or in an object. */
function handedOver(machine: Machine, args: readonly Value[]): readonly number[] {
  const direct = args.flatMap(({ refs }) => refs);
  const inside = direct.flatMap((address) => {
    const object = machine.object(address);
    return object?.kind === "object" ? [...object.fields.values()].flatMap(({ refs }) => refs) : [];
  });
  return [...direct, ...inside];
}

function callBack(machine: Machine, address: number, region: string, site: Site): void {
  const object = machine.object(address);
  if (object?.kind !== "function") return;
  const { node } = object.meta as Closure;
  if (machine.stack.includes(node)) return;
  const given = opaqueValue(machine, region, "callback");
  const args = node.parameters.map(() => given);
  const before = machine.state;
  for (let turn = 0; turn < 2; turn++) {
    machine.evaluators.call(machine, refValue(address), UNDEFINED, args, site);
    machine.state = machine.merge(before, machine.state, undefined, site.node);
  }
}

/** From now on everything in an object is unknown. */
export function havoc(machine: Machine, address: number, reason: string, node: ts.Node): void {
  const object = machine.object(address);
  if (object === undefined || ["function", "class", "module", "builtin"].includes(object.kind)) return;
  const unknown = machine.unknown(reason, node);
  const fields = new Map([...object.fields].map(([name]) => [name, unknown]));
  const place = machine.place(node);
  const size = unknown.scalar!;
  machine.update(address, {
    ...summarised(object, place, machine.steps.join),
    fields,
    elem: unknown,
    keys: unknown,
    size,
  });
}

/** A write through a base that is not known may have hit every object. */
export function havocAll(machine: Machine, reason: string, node: ts.Node): void {
  const { state } = machine;
  if (state === undefined) return;
  for (const address of machine.addresses()) havoc(machine, address, reason, node);
}

/** A function without a body may have changed what it was handed, to anything that is free of weights. */
function forgetConstants(machine: Machine, address: number): void {
  const object = machine.object(address);
  if (object === undefined || object.kind !== "object" || object.meta !== undefined) return;
  let changed = object;
  for (const [name, value] of object.fields) {
    if (value.constant !== undefined) changed = withField(changed, name, { ...FREE_VALUE, nullish: true });
  }
  if (changed !== object) machine.update(address, changed);
}
