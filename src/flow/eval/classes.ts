import type { HeapObject, ObjectKind } from "../heap/object.ts";
import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { constantValue, FREE_VALUE, NOTHING, refValue, UNDEFINED } from "../heap/value.ts";
import type { BuiltinInfo, ClassInfo, Closure, OpaqueInfo } from "../machine/closure.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { ts } from "../syntax/ts.ts";
import { anyOf } from "./alternatives.ts";
import { invoke } from "./functions.ts";
import { computedName, nameOf } from "./literals.ts";
import type { Instance } from "./members.ts";
import { classMember } from "./members.ts";
import { callBuiltin } from "./models.ts";
import { callOpaque } from "./opaque.ts";
import { functionValue, innerFrame } from "./scopes.ts";
import { needsSomething } from "./throwing.ts";

/** Classes and their instances. */

export function defineClass(machine: Machine, node: ts.ClassLikeDeclaration, outer: Frame): Value {
  const frame = innerFrame(outer);
  const heritage = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const base = heritage === undefined ? undefined : machine.evaluators.expression(machine, heritage.expression, outer);
  const name = node.name?.text ?? "class";
  const address = machine.intern.at("class", node, frame.context);
  const value = refValue(address);
  if (node.name !== undefined) machine.hold(machine.declare(frame.scope, node.name.text, node, frame.context), value);
  const meta: ClassInfo = { node, scope: frame.scope, name, base, context: frame.context };
  machine.update(address, heapObject("class", { meta, fields: methods(machine, node, name, address, frame) }));
  const own: Frame = { ...frame, self: value, home: address };
  for (const member of node.members) {
    if (ts.isPropertyDeclaration(member) && isStatic(member) && member.initializer !== undefined) {
      const initial = machine.evaluators.expression(machine, member.initializer, own);
      machine.evaluators.set(machine, value, nameOf(member.name) ?? computedName(machine, member.name, own), initial, {
        node: member,
        frame: own,
      });
    } else if (ts.isClassStaticBlockDeclaration(member)) {
      machine.evaluators.statements(machine, member.body.statements, innerFrame(own));
    }
  }
  return value;
}

function methods(
  machine: Machine,
  node: ts.ClassLikeDeclaration,
  name: string,
  home: number,
  frame: Frame,
): Map<string, Value> {
  const fields = new Map<string, Value>();
  for (const member of node.members) {
    if (!ts.isMethodDeclaration(member) && !ts.isAccessor(member)) continue;
    if (member.body === undefined) continue;
    const own = nameOf(member.name) ?? computedName(machine, member.name, frame);
    const kind = ts.isGetAccessor(member) ? "get " : ts.isSetAccessor(member) ? "set " : "";
    fields.set(
      `${kind}${isStatic(member) ? "" : "."}${own}`,
      functionValue(machine, member, `${name}.${own}`, frame, home),
    );
  }
  return fields;
}

function isStatic(member: ts.ClassElement): boolean {
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false)
  );
}

/** `new` of whatever the value may be. */
export function construct(machine: Machine, callee: Value, args: readonly Value[], site: Site): Value {
  if (machine.state === undefined) return NOTHING;
  needsSomething(machine, callee, "new of nothing", site.node);
  if (callee.scalar?.is === "unknown") return callee;
  const each = callee.refs.flatMap((address) => {
    const object = machine.object(address);
    return object === undefined ? [] : [() => constructOne(machine, address, object, args, site)];
  });
  if (each.length === 0) return callOpaque(machine, "unknown class", "a class that is not known", args, site);
  return anyOf(machine, each, callee, site);
}

function constructOne(
  machine: Machine,
  address: number,
  object: HeapObject,
  args: readonly Value[],
  site: Site,
): Value {
  if (object.kind === "builtin") {
    return callBuiltin(machine, `new ${(object.meta as BuiltinInfo).path}`, UNDEFINED, args, site);
  }
  if (object.kind === "opaque") {
    const { region, path } = object.meta as OpaqueInfo;
    return callOpaque(machine, region, `new ${path}`, args, site);
  }
  if (object.kind !== "class") machine.mayThrow(site.node, "new of what is no class");
  if (object.kind !== "class") return machine.unknown("new of something that is no class", site.node);
  const meta: Instance = { instanceOf: address };
  const kind = builtinBase(machine, object);
  if (kind === undefined) machine.mayThrow(site.node, "new of a class that is not known");
  if (kind === undefined)
    return machine.unknown(`${(object.meta as ClassInfo).name} extends something that is not known`, site.node);
  const instance = machine.allocate(site.node, site.frame.context, heapObject(kind, { meta }), ` ${address}`);
  machine.observer.calling(machine, (object.meta as ClassInfo).name, args, site.node);
  initialise(machine, address, instance, args, site);
  return instance;
}

/** What an instance is at bottom: a plain object, or a list or map where its class extends one. */
function builtinBase(machine: Machine, { meta }: HeapObject): ObjectKind | undefined {
  const { base } = meta as ClassInfo;
  if (base === undefined) return "object";
  if (base.refs.length !== 1) return undefined;
  const object = machine.object(base.refs[0]!);
  if (object?.kind === "class") return builtinBase(machine, object);
  if (object?.kind !== "builtin") return undefined;
  const { path } = object.meta as BuiltinInfo;
  const kinds: Readonly<Record<string, ObjectKind>> = {
    Array: "array",
    Map: "map",
    Set: "set",
    Error: "object",
    Object: "object",
  };
  return path.endsWith("Error") ? "object" : kinds[path];
}

/** Runs the constructors and initialisers of a class on an instance. */
function initialise(machine: Machine, address: number, self: Value, args: readonly Value[], site: Site): void {
  const object = machine.object(address);
  if (object?.kind !== "class") return;
  const info = object.meta as ClassInfo;
  const ownConstructor = info.node.members.find((member): member is ts.ConstructorDeclaration => {
    return ts.isConstructorDeclaration(member) && member.body !== undefined;
  });
  const derived = info.base !== undefined;
  if (derived) machine.mayThrow(site.node, "the constructor of a derived class");
  if (ownConstructor === undefined) {
    for (const base of info.base?.refs ?? []) initialise(machine, base, self, args, site);
    fieldsOf(machine, address, info, self, site);
    return;
  }
  if (!derived) fieldsOf(machine, address, info, self, site);
  const closure: Closure = {
    node: ownConstructor,
    scope: info.scope,
    name: info.name,
    self: undefined,
    home: address,
    bound: [],
  };
  invoke(machine, closure, self, args, site);
}

function fieldsOf(machine: Machine, address: number, info: ClassInfo, self: Value, site: Site): void {
  const context = machine.context(site.node, site.frame.context, `fields ${address}`);
  const frame: Frame = { ...site.frame, context, scope: info.scope, self, home: address };
  for (const member of info.node.members) {
    if (!ts.isPropertyDeclaration(member) || isStatic(member)) continue;
    const value =
      member.initializer === undefined ? UNDEFINED : machine.evaluators.expression(machine, member.initializer, frame);
    const name = nameOf(member.name) ?? computedName(machine, member.name, frame);
    machine.evaluators.set(machine, self, name, value, { node: member, frame });
  }
}

/** `super(…)`. */
export function runSuper(machine: Machine, args: readonly Value[], site: Site): void {
  const home = site.frame.home;
  const object = home === undefined ? undefined : machine.object(home);
  if (home === undefined || object === undefined) return;
  const info = object.meta as ClassInfo;
  for (const base of info.base?.refs ?? []) {
    const parent = machine.object(base);
    if (parent?.kind === "class") initialise(machine, base, site.frame.self, args, site);
    else if (parent?.kind === "builtin" && args.length > 0 && !(parent.meta as BuiltinInfo).path.endsWith("Error")) {
      machine.observer.gaveUp(machine, "arguments to the constructor of a builtin", site.node);
    }
  }
  fieldsOf(machine, home, info, site.frame.self, site);
}

/** `super.name`. */
export function superMember(machine: Machine, name: string, site: Site): Value {
  const object = site.frame.home === undefined ? undefined : machine.object(site.frame.home);
  for (const base of (object?.meta as ClassInfo | undefined)?.base?.refs ?? []) {
    const member = classMember(machine, base, `.${name}`);
    if (member?.getter !== undefined) return machine.evaluators.call(machine, member.getter, site.frame.self, [], site);
    if (member?.value !== undefined) return member.value;
  }
  return machine.unknown(`super.${name}`, site.node);
}

/** An enum: names to constants. */
export function enumeration(machine: Machine, node: ts.EnumDeclaration, frame: Frame): Value {
  const fields = new Map<string, Value>();
  let next = 0;
  for (const { name, initializer } of node.members) {
    const value =
      initializer === undefined ? constantValue(next) : machine.evaluators.expression(machine, initializer, frame);
    if (typeof value.constant?.value === "number") next = value.constant.value + 1;
    fields.set(nameOf(name) ?? "", value.constant === undefined ? FREE_VALUE : value);
  }
  return machine.allocate(node, frame.context, heapObject("object", { fields, elem: FREE_VALUE }));
}
