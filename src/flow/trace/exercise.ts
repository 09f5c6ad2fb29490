import { isInstance } from "../eval/members.ts";
import { opaqueValue } from "../eval/opaque.ts";
import type { HeapObject } from "../heap/object.ts";
import { withField } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { FREE_VALUE, refValue, UNDEFINED } from "../heap/value.ts";
import type { ClassInfo, Closure } from "../machine/closure.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { sameState } from "../machine/state.ts";
import { ts } from "../syntax/ts.ts";
import type { Implementors } from "./implementors.ts";

/** How often the methods of an object are called, one after the other in any order, until nothing changes. */
const ROUNDS = 4;
/** How deep in what entries answer there may be more to call. */
const DEPTH = 2;

/** Where something that can be called was found. */
interface Spot {
  readonly path: string;
  readonly frame: Frame;
  readonly node: ts.Node;
  readonly depth: number;
  /** What to call on what functions answer: one method, nothing, or (undefined) everything that there is. */
  readonly method?: string | null | undefined;
  /** The classes that arguments are made of which are declared by an interface or class of the project. */
  readonly implementors: Implementors;
}

/** Calls whatever an entry has to offer, with anything: functions, constructors, then the methods of what they answer. */
export function exercise(machine: Machine, value: Value, spot: Omit<Spot, "depth">): void {
  exerciseAt(machine, value, { ...spot, depth: 0 });
}

function exerciseAt(machine: Machine, value: Value, spot: Spot): void {
  for (const address of value.refs) {
    const object = machine.object(address);
    if (object === undefined || spot.depth > DEPTH) continue;
    const before = machine.state;
    exerciseObject(machine, address, object, spot);
    machine.state = machine.merge(before, machine.state, undefined, spot.node);
  }
}

function exerciseObject(machine: Machine, address: number, object: HeapObject, spot: Spot): void {
  const { path, frame, depth } = spot;
  const own: Frame = { ...frame, context: machine.intern.number(`entry ${path}`) };
  const deeper = (name: string): Spot => ({ ...spot, path: `${path}${name}`, depth: depth + 1 });
  if (object.kind === "function") {
    const { node } = object.meta as Closure;
    const answer = machine.evaluators.call(
      machine,
      refValue(address),
      UNDEFINED,
      argumentsFor(machine, object.meta as Closure, spot),
      {
        node,
        frame: own,
      },
    );
    if (machine.state !== undefined && spot.method !== null && canBeCalled(machine, answer))
      exerciseAt(machine, answer, deeper("()"));
  } else if (object.kind === "class") {
    const { node, name } = object.meta as ClassInfo;
    const declared = node.members.find(ts.isConstructorDeclaration);
    const args = declared === undefined ? [] : argumentsFor(machine, { node: declared, name }, spot);
    const instance = machine.evaluators.construct(machine, refValue(address), args, { node, frame: own });
    methodsOf(machine, address, instance, { ...spot, frame: own });
    for (const [member, field] of object.fields) {
      if (!/^(get |set )?\./.test(member)) exerciseAt(machine, field, deeper(`.${member}`));
    }
  } else if (isInstance(object.meta))
    methodsOf(machine, object.meta.instanceOf, refValue(address), { ...spot, frame: own });
  else if (object.kind === "object") {
    for (const [name, field] of object.fields) {
      if (typeof spot.method !== "string" || spot.method === name) exerciseAt(machine, field, deeper(`.${name}`));
    }
  }
}

/** All public methods of a class, on one instance, in any order. */
function methodsOf(machine: Machine, address: number, instance: Value, spot: Spot): void {
  const { path, frame, method: only } = spot;
  for (let round = 0; round < ROUNDS; round++) {
    const before = machine.state;
    for (const [name, method] of machine.object(address)?.fields ?? []) {
      if (!/^(get )?\.(?!#)/.test(name) || (typeof only === "string" && !name.endsWith(`.${only}`))) continue;
      const closure = machine.object(method.refs[0]!)?.meta as Closure;
      if (isPrivate(closure.node)) continue;
      const state = machine.state;
      const own: Frame = { ...frame, context: machine.intern.number(`entry ${path}${name}`) };
      machine.evaluators.call(machine, method, instance, argumentsFor(machine, closure, spot), {
        node: closure.node,
        frame: own,
      });
      machine.state = machine.merge(state, machine.state, undefined, closure.node);
    }
    if (before !== undefined && machine.state !== undefined && sameState(before, machine.state)) return;
  }
}

function isPrivate(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ?? false)
  );
}

function canBeCalled(machine: Machine, value: Value): boolean {
  return value.refs.some((address) => {
    const object = machine.object(address);
    if (object === undefined) return false;
    if (object.kind === "function" || object.kind === "class" || isInstance(object.meta)) return true;
    return [...object.fields.values()].some(({ refs }) =>
      refs.some((each) => machine.object(each)?.kind === "function"),
    );
  });
}

/** A number, text or truth by the declared type, which the type check holds the program to. */
function isPlain(type: ts.TypeNode | undefined): boolean {
  const { NumberKeyword, StringKeyword, BooleanKeyword } = ts.SyntaxKind;
  return [NumberKeyword, StringKeyword, BooleanKeyword].some((kind) => kind === type?.kind);
}

/** Anything at all, but for parameters with a default: they have it. */
function argumentsFor(machine: Machine, { node, name }: Pick<Closure, "node" | "name">, spot: Spot): readonly Value[] {
  return node.parameters
    .filter((parameter) => parameter.name.getText() !== "this")
    .map((parameter) => {
      if (parameter.initializer !== undefined) return UNDEFINED;
      const own = ts.isIdentifier(parameter.name) ? parameter.name.text : "argument";
      const assumed = machine.observer.assumed(`${name}.${own}`);
      if (assumed !== undefined) return assumed;
      if (parameter.questionToken === undefined && isPlain(parameter.type)) return FREE_VALUE;
      const made = instancesFor(machine, parameter.type, `${name}.${own}`, spot);
      if (made !== undefined) return { ...made, nullish: parameter.questionToken !== undefined };
      const region = `${own} at ${machine.place(parameter).file}:${machine.place(parameter).line}`;
      const given = opaqueValue(machine, region, `${name}.${own}`);
      for (const member of spot.implementors.membersOf(parameter.type))
        putInstances(machine, given, member, `${name}.${own}`, spot);
      return { ...given, nullish: parameter.questionToken !== undefined };
    });
}

/** An instance of each of the project's classes that a type stands for. */
function instancesFor(machine: Machine, type: ts.TypeNode | undefined, path: string, spot: Spot): Value | undefined {
  if (spot.depth > DEPTH) return undefined;
  const deeper = { ...spot, depth: spot.depth + 1 };
  return spot.implementors.instancesOf(type, path, spot.frame, (node, name) =>
    argumentsFor(machine, { node, name }, deeper),
  );
}

/** What stands under a name of an argument, where its type says that it is of a class of the project. */
function putInstances(machine: Machine, given: Value, member: ts.PropertySignature, path: string, spot: Spot): void {
  const name = member.name.getText();
  const [address] = given.refs;
  const object = address === undefined ? undefined : machine.object(address);
  if (address === undefined || object === undefined || object.fields.has(name)) return;
  const made = instancesFor(machine, member.type, `${path}.${name}`, spot);
  if (made === undefined) return;
  const nullish = member.questionToken !== undefined;
  machine.update(address, withField(machine.object(address)!, name, { ...made, nullish }));
}
