import type { Value } from "../heap/value.ts";
import type { ts } from "../syntax/ts.ts";
import type { Site } from "./evaluators.ts";
import type { Binding } from "./frame.ts";

/** Watches the interpreter for sources and sinks. */
export interface Observer<Machine> {
  /** A variable is given a value. */
  assigned(machine: Machine, binding: Binding, value: Value, node: ts.Node): void;
  /** A variable that holds one value is about to be given another. */
  overwriting(machine: Machine, before: Value, value: Value, node: ts.Node): void;
  /** Something is stored in an object, under a name where it has one. */
  stored(machine: Machine, address: number, value: Value, node: ts.Node, field?: string): void;
  /** An expression is one of two values. */
  choosing(machine: Machine, one: Value, other: Value, node: ts.Node): void;
  /** A function, known by name, is about to be called. */
  calling(machine: Machine, name: string, args: readonly Value[], node: ts.Node): void;
  /** What a function answers, or undefined to leave it as it is. */
  answered(machine: Machine, name: string, args: readonly Value[], result: Value, site: Site): Value;
  /** What a function is declared to answer, without looking at its body. */
  modelled(machine: Machine, name: string, args: readonly Value[], node: ts.Node, context: number): Value | undefined;
  /** Whether a name is that of a source or sink, which no model of the library may stand in for. */
  concerns(name: string): boolean;
  /** The interpreter cannot follow the program any further here. */
  gaveUp(machine: Machine, reason: string, node: ts.Node): void;
  /** What is assumed of a path into an entry's parameters. */
  assumed(path: string): Value | undefined;
}
