import { FREE, isInvariant } from "../domain/scalar.ts";
import { heapObject } from "../heap/object.ts";
import type { Guard, Value } from "../heap/value.ts";
import { carriesWeights, FREE_VALUE, guardedValue, isNothing, NOTHING, refValue, UNDEFINED } from "../heap/value.ts";
import type { BuiltinInfo, Closure, OpaqueInfo } from "../machine/closure.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { anyOf } from "./alternatives.ts";
import { invoke } from "./functions.ts";
import { callBuiltin, isModelledMethod } from "./models.ts";
import { callOpaque, havocAll, reach } from "./opaque.ts";
import { needsSomething } from "./throwing.ts";

/** Calls: which function it is, and what sources, sinks and models have to say to it. */

/** Calls a method by name. */
export function method(machine: Machine, receiver: Value, name: string, args: readonly Value[], site: Site): Value {
  if (machine.state === undefined) return NOTHING;
  needsSomething(machine, receiver, `calling ${name}`, site.node);
  const alternatives: (() => Value)[] = [];
  for (const address of receiver.refs) {
    const self: Value = { ...refValue(address), choice: receiver.choice };
    alternatives.push(() => methodOf(machine, self, address, name, args, site));
  }
  const { scalar } = receiver;
  // What may be a list as well is one where a list's method is called: a number has none, and throws.
  const isList = receiver.refs.length > 0 && scalar?.is !== "unknown" && isModelledMethod(name);
  if (scalar !== undefined && !isList && (receiver.refs.length === 0 || !isInvariant(scalar))) {
    const number: Value = { scalar, refs: [], nullish: false, step: receiver.step, constant: receiver.constant };
    const path = receiver.refs.length === 0 && isModelledMethod(name) && !carriesWeights(number) ? "Array" : "Number";
    alternatives.push(() => callBuiltin(machine, `${path}.prototype.${name}`, number, args, site));
  }
  if (alternatives.length === 0) return methodOfNothing(machine, receiver, name, args, site);
  return anyOf(machine, alternatives, receiver, site);
}

/** A promise of nothing is nothing here, and has its methods; what else answers nothing may only not be known. */
function methodOfNothing(machine: Machine, self: Value, name: string, args: readonly Value[], site: Site): Value {
  if (name === "then" || name === "catch" || name === "finally")
    return callBuiltin(machine, `Promise.prototype.${name}`, self, args, site);
  callOpaque(machine, `nothing ${machine.intern.node(site.node)}`, name, args, site);
  return machine.unknown("a call of nothing", site.node);
}

function methodOf(
  machine: Machine,
  self: Value,
  address: number,
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const object = machine.object(address);
  if (object === undefined) return NOTHING;
  if (object.kind === "function" && (name === "call" || name === "apply" || name === "bind")) {
    return indirect(machine, self, name, args, site);
  }
  if (object.kind === "builtin") {
    const { path } = object.meta as BuiltinInfo;
    if (path.includes(".prototype.") && (name === "call" || name === "apply")) {
      const listed = name === "call" ? args.slice(1) : listOf(machine, args[1], site);
      return method(machine, args[0] ?? UNDEFINED, path.split(".").at(-1)!, listed, site);
    }
    return callBuiltin(machine, path.endsWith(":") ? `${path}${name}` : `${path}.${name}`, self, args, site);
  }
  if (object.kind === "opaque") return opaqueMethod(machine, self, object.meta as OpaqueInfo, name, args, site);
  const member = machine.evaluators.get(machine, self, name, site);
  const missing = isNothing(member) || (member.refs.length === 0 && member.scalar === undefined);
  if (missing) return callBuiltin(machine, `Object.prototype.${name}`, self, args, site);
  return call(machine, member, self, args, site);
}

/** `f.call(self, …)`, `f.apply(self, […])`, `f.bind(self, …)`. */
function indirect(machine: Machine, callee: Value, how: string, args: readonly Value[], site: Site): Value {
  const self = args[0] ?? UNDEFINED;
  if (how === "call") return call(machine, callee, self, args.slice(1), site);
  if (how === "apply") return call(machine, callee, self, listOf(machine, args[1], site), site);
  const closure = machine.object(callee.refs[0]!)!.meta as Closure;
  const meta: Closure = { ...closure, self, bound: [...closure.bound, ...args.slice(1)] };
  return machine.allocate(site.node, site.frame.context, heapObject("function", { meta }), " bound");
}

/** What stands for the arguments of a spread list whose length is not known. */
const SPREAD = 8;

/** The elements of a list as arguments. */
export function listOf(machine: Machine, list: Value | undefined, site: Site): readonly Value[] {
  if (list === undefined) return [];
  const { items, element, size } = machine.evaluators.iterate(machine, list, site);
  if (items !== undefined) return items;
  const guard: Guard = { condition: size.scalar ?? FREE, kind: "filter", place: machine.place(site.node) };
  const one: Value = { ...guardedValue({ ...element, nullish: true }, guard), spread: guard.condition };
  return Array.from({ length: SPREAD }, () => one);
}

function opaqueMethod(
  machine: Machine,
  self: Value,
  info: OpaqueInfo,
  name: string,
  args: readonly Value[],
  site: Site,
): Value {
  const stored = machine.object(self.refs[0]!)?.fields.get(name);
  if (stored !== undefined) return call(machine, stored, self, args, site);
  const { observer } = machine;
  const declared = declaredCall(machine, name, args, site, () => {
    if (isModelledMethod(name))
      return callBuiltin(machine, `Array.prototype.${name}`, { ...self, scalar: FREE_VALUE.scalar }, args, site);
    return undefined;
  });
  if (declared !== undefined) return declared;
  observer.calling(machine, name, args, site.node);
  const result = callOpaque(machine, info.region, `${info.path}.${name}`, [self, ...args], site);
  return observer.answered(machine, name, args, result, site);
}

/** What the config or a model says that a function answers. */
function declaredCall(
  machine: Machine,
  name: string,
  args: readonly Value[],
  site: Site,
  otherwise: () => Value | undefined,
): Value | undefined {
  const modelled = machine.observer.modelled(machine, name, args, site.node, site.frame.context);
  if (modelled === undefined) return machine.observer.concerns(name) ? undefined : otherwise();
  machine.observer.calling(machine, name, args, site.node);
  return modelled;
}

/** Calls whatever a value may be. */
export function call(machine: Machine, callee: Value, self: Value, args: readonly Value[], site: Site): Value {
  if (machine.state === undefined) return NOTHING;
  needsSomething(machine, callee, "calling it", site.node);
  const alternatives = callee.refs.map((address) => () => callObject(machine, address, self, args, site));
  if (callee.scalar !== undefined && callee.refs.length === 0) {
    alternatives.push(() => callUnknown(machine, callee, self, args, site));
  }
  return anyOf(machine, alternatives, callee, site);
}

function callObject(machine: Machine, address: number, self: Value, args: readonly Value[], site: Site): Value {
  const object = machine.object(address);
  if (object?.kind === "builtin") return callBuiltin(machine, (object.meta as BuiltinInfo).path, self, args, site);
  if (object?.kind === "opaque") {
    const { region, path } = object.meta as OpaqueInfo;
    const name = path.split(".").at(-1)!;
    const declared = declaredCall(machine, name, args, site, () => undefined);
    if (declared !== undefined) return declared;
    machine.observer.calling(machine, name, args, site.node);
    return machine.observer.answered(machine, name, args, callOpaque(machine, region, path, args, site), site);
  }
  if (object?.kind !== "function") {
    machine.mayThrow(site.node, "calling what is no function");
    return machine.unknown("a call of something that is no function", site.node);
  }
  const closure = object.meta as Closure;
  const all = closure.bound.length === 0 ? args : [...closure.bound, ...args];
  const { name } = closure;
  const declared = declaredCall(machine, name, all, site, () => undefined);
  if (declared !== undefined) return declared;
  machine.observer.calling(machine, name, all, site.node);
  const result = invoke(machine, closure, closure.self ?? self, all, site);
  return machine.state === undefined ? NOTHING : machine.observer.answered(machine, name, all, result, site);
}

/** A callee that is not known may do anything with what it can get hold of. */
function callUnknown(machine: Machine, callee: Value, self: Value, args: readonly Value[], site: Site): Value {
  if (callee.scalar?.is !== "unknown")
    return callOpaque(
      machine,
      `unknown ${machine.intern.node(site.node)}`,
      "a function that is not known",
      [self, ...args],
      site,
    );
  machine.mayThrow(site.node, "a call of something unknown", {
    condition: callee.scalar,
    kind: "conditional",
    place: machine.place(site.node),
  });
  if (reach(machine, [self, ...args]).weights)
    havocAll(machine, `a call of something unknown: ${callee.scalar.reason}`, site.node);
  return callee;
}
