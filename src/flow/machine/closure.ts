import type { Value } from "../heap/value.ts";
import type { ts } from "../syntax/ts.ts";
import type { Scope } from "./frame.ts";

/** What a function object is: its text and what it has closed over. */
export interface Closure {
  readonly node: ts.FunctionLikeDeclaration;
  readonly scope: Scope;
  /** Its name, with that of its class: `Book.rescale`. */
  readonly name: string;
  /** `this` of an arrow function, or of a bound one. */
  readonly self: Value | undefined;
  readonly home: number | undefined;
  readonly bound: readonly Value[];
}

/** What a class object is. */
export interface ClassInfo {
  readonly node: ts.ClassLikeDeclaration;
  readonly scope: Scope;
  readonly name: string;
  readonly base: Value | undefined;
  readonly context: number;
}

/** An object from outside the source: a parameter of an entry, or what a function without a body answers. */
export interface OpaqueInfo {
  /** What may be reached from one another; weights that get into a region make everything read from it unknown. */
  readonly region: string;
  /** How it is reached: `scenario.config.holding`. */
  readonly path: string;
}

/** A name of the language or of a library: `Math.max`, `Array.prototype.map`, `mathjs:sum`. */
export interface BuiltinInfo {
  readonly path: string;
}
