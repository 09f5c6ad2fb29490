import type { Value } from "../heap/value.ts";
import type { ts } from "../syntax/ts.ts";
import type { Frame } from "./frame.ts";

/** A place from which something is called: the node, and the context that the call stands in. */
export interface Site {
  readonly node: ts.Node;
  readonly frame: Frame;
}

/**
 * The parts of the interpreter that need each other: expressions hold functions, functions hold statements, statements
 * hold expressions. `interpreter.ts` puts them together.
 */
export interface Evaluators<Machine> {
  expression(machine: Machine, node: ts.Expression, frame: Frame): Value;
  statements(machine: Machine, nodes: readonly ts.Statement[], frame: Frame): void;
  /** Gives a value to a name, a pattern, or anything else that can stand left of `=`; `node` is the whole assignment. */
  assign(machine: Machine, target: ts.Node, value: Value, frame: Frame, node?: ts.Node): void;
  /** Calls whatever the value may be. */
  call(machine: Machine, callee: Value, self: Value, args: readonly Value[], site: Site): Value;
  construct(machine: Machine, callee: Value, args: readonly Value[], site: Site): Value;
  /** Calls a method by name on whatever the value may be. */
  method(machine: Machine, receiver: Value, name: string, args: readonly Value[], site: Site): Value;
  get(machine: Machine, receiver: Value, name: string, site: Site): Value;
  set(machine: Machine, receiver: Value, name: string, value: Value, site: Site): void;
  getElement(machine: Machine, receiver: Value, index: Value, site: Site): Value;
  setElement(machine: Machine, receiver: Value, index: Value, value: Value, site: Site): void;
  /** The elements of anything that can be iterated over, as one value, and how their number depends on the weights. */
  iterate(machine: Machine, iterable: Value, site: Site): Iterated;
  superMember(machine: Machine, name: string, site: Site): Value;
  enumeration(machine: Machine, node: ts.EnumDeclaration, frame: Frame): Value;
  defineClass(machine: Machine, node: ts.ClassLikeDeclaration, frame: Frame): Value;
}

export interface Iterated {
  readonly element: Value;
  readonly size: Value;
  /** The elements one by one, where they are known. */
  readonly items?: readonly Value[] | undefined;
}
