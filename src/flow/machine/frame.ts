import type { Value } from "../heap/value.ts";
import type { ts } from "../syntax/ts.ts";
import type { State } from "./state.ts";

/** Names that are in sight, innermost first; each stands for the location of a variable. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<string, Binding>;
}

/** A variable: its location, or what makes its value on first use (imports, globals). */
export interface Binding {
  readonly location: number;
  readonly name: string;
  readonly node: ts.Node;
  /** Makes the value of a declaration of a module when it is first read. */
  readonly load?: (() => Value) | undefined;
}

/** A way out of a function or loop, with the state in which it is taken. */
export interface Exit {
  readonly state: State;
  readonly value: Value | undefined;
}

/** A loop or switch that `break` and `continue` refer to. */
export interface Loop {
  readonly labels: readonly string[];
  readonly isLoop: boolean;
  readonly breaks: State[];
  readonly continues: State[];
}

/** One activation of a function, or of a module. */
export interface Frame {
  readonly context: number;
  readonly scope: Scope;
  readonly self: Value;
  readonly returns: Exit[];
  readonly loops: Loop[];
  /** The object that collects what a generator yields. */
  readonly yields: number | undefined;
  /** The class whose method this is, for `super`. */
  readonly home: number | undefined;
  readonly file: ts.SourceFile;
}

/** An activation outside of any function. */
export function topFrame(file: ts.SourceFile, context: number, self: Value): Frame {
  const scope: Scope = { parent: undefined, names: new Map() };
  return { context, scope, self, returns: [], loops: [], yields: undefined, home: undefined, file };
}
