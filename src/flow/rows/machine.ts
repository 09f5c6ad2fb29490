import type { FunctionModel } from "../../model/trace-request.ts";
import type { Place } from "../domain/place.ts";
import type { Until } from "../domain/rows.ts";
import { joinUntil, NEVER, openUntil } from "../domain/rows.ts";
import { Interner } from "../machine/interner.ts";
import { ModuleNames } from "../reach/modules.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import { capturedIn } from "./captures.ts";

import type { Scope, State, Thing, Value } from "./values.ts";
import { depending, EMPTY, FREE, joinThings, joinValues, refTo, thing, withUntil } from "./values.ts";

/** A way out of a function, with the state in which it is taken. */
export interface Exit {
  readonly state: State;
  readonly value: Value;
}

/** One activation of a function. */
export interface Frame {
  readonly context: number;
  readonly scope: Scope;
  readonly self: Value;
  readonly returns: Exit[];
  readonly loops: Loop[];
}

/** A loop that `break` and `continue` refer to. */
export interface Loop {
  readonly label: string | undefined;
  readonly isLoop: boolean;
  readonly breaks: State[];
  readonly continues: State[];
  /** Its symbol, and the state in which it began: a way out of it leaves with what it has done. */
  readonly leave: ((state: State) => State) | undefined;
}

/** What an audit wants to hear of. */
export interface Listener {
  /** What a function answers; a source makes market rows of it. */
  answered(name: string, args: readonly Value[], value: Value, node: ts.Node, frame: Frame): Value;
  /** A function is called, by any of its names. */
  calling(names: readonly string[], args: readonly Value[], node: ts.Node, frame: Frame): void;
  /** Something was stored in a variable or field by name, or in lists under an index. */
  stored(where: Stored, value: Value, node: ts.Node, frame: Frame): void;
  /** What is said of a function instead of following it. */
  given(name: string): FunctionModel | undefined;
}

/** Where something is stored. */
export interface Stored {
  readonly name: string | undefined;
  /** The lists and objects that it is stored in; none for a variable. */
  readonly into: ReadonlySet<number>;
  readonly index: Value | undefined;
}

/** The parts of the interpreter that need each other; `interpreter.ts` puts them together. */
export interface Parts {
  evaluate(machine: RowMachine, node: ts.Expression, frame: Frame): Value;
  call(machine: RowMachine, callee: Value, args: readonly Value[], node: ts.Node, frame: Frame, self?: Value): Value;
  assign(machine: RowMachine, target: ts.Node, value: Value, frame: Frame, declares?: boolean): void;
  statements(machine: RowMachine, nodes: readonly ts.Statement[], frame: Frame): void;
  block(machine: RowMachine, node: ts.Statement, frame: Frame): void;
}

export interface Gap {
  readonly reason: string;
  readonly place: Place;
}

/** How much work an audit may be before the rest is unknown. */
const BUDGET = 400_000;

/** The state of the path that is followed; `state` is undefined where no path leads. */
export class RowMachine {
  state: State | undefined = EMPTY;
  /** What it depends on that the path is taken at all. */
  path: Until = NEVER;
  /** What it depends on whether a loop or function was left before its end. */
  leaving: Until = NEVER;
  readonly names: ModuleNames;
  readonly intern: Interner;
  readonly listener: Listener;
  readonly parts: Parts;
  readonly gaps = new Map<string, Gap>();
  readonly assumptions = new Set<string>();
  readonly visited = new Set<ts.SourceFile>();
  /** The smallest row that a symbol may be, where that is known. */
  readonly least = new Map<string, number>();
  /** Functions being followed, innermost last. */
  readonly stack: ts.Node[] = [];
  readonly #captured = new Map<ts.SourceFile, ReadonlySet<ts.Identifier>>();
  #spent = 0;

  constructor(project: Project, parts: Parts, listener: Listener) {
    this.parts = parts;
    this.names = new ModuleNames(project);
    this.intern = new Interner(project.base);
    this.listener = listener;
  }

  spend(node: ts.Node): boolean {
    this.#spent++;
    if (this.#spent > BUDGET) this.gap("the budget of the analysis is used up", node);
    return this.#spent <= BUDGET;
  }

  place(node: ts.Node): Place {
    return this.intern.place(node);
  }

  /** The program was not followed somewhere: nothing is proven of it. */
  gap(reason: string, node: ts.Node): void {
    const place = this.place(node);
    this.gaps.set(`${place.file}:${place.line}:${reason}`, { reason, place });
  }

  unsupported(node: ts.Node): Value {
    const reason = `unsupported ${ts.SyntaxKind[node.kind]}`;
    this.gap(reason, node);
    return this.open(reason, node);
  }

  open(reason: string, node: ts.Node): Value {
    return depending(openUntil(reason, this.place(node)));
  }

  // Variables

  declare(scope: Scope, name: ts.Identifier, context: number): number {
    const cell = this.intern.at("cell ", name, context);
    scope.names.set(name, cell);
    return cell;
  }

  cellOf(scope: Scope, name: ts.Identifier): number | undefined {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      const cell = at.names.get(name);
      if (cell !== undefined) return cell;
    }
    return undefined;
  }

  read(cell: number): Value {
    return this.state?.cells.get(cell) ?? FREE;
  }

  /** Gives a variable a value; one that functions within have closed over may stand for several, and keeps what it had. */
  write(cell: number, name: ts.Identifier, value: Value): void {
    if (this.state === undefined) return;
    const held = withUntil(value, this.path);
    const known = this.state.cells.get(cell);
    const kept = known !== undefined && this.#isCaptured(name) ? joinValues(known, held) : held;
    this.hold(cell, kept);
  }

  hold(cell: number, value: Value): void {
    if (this.state === undefined) return;
    this.state = { ...this.state, cells: new Map(this.state.cells).set(cell, value) };
  }

  #isCaptured(name: ts.Identifier): boolean {
    const file = name.getSourceFile();
    const known = this.#captured.get(file) ?? capturedIn(file, this.names);
    this.#captured.set(file, known);
    return known.has(name);
  }

  // Things

  at(address: number): Thing | undefined {
    return this.state?.things.get(address);
  }

  /** A new thing; made once more at a place, it stands for all of them. */
  make(node: ts.Node, context: number, made: Thing, what = ""): Value {
    const address = this.addressAt(node, context, what);
    const known = this.at(address);
    const { decided: _, ...older } = known ?? made;
    this.put(address, known === undefined ? made : joinThings(older, made));
    return refTo(address);
  }

  addressAt(node: ts.Node, context: number, what = ""): number {
    return this.intern.at(`thing${what} `, node, context);
  }

  put(address: number, changed: Thing): void {
    if (this.state === undefined) return;
    this.state = { ...this.state, things: new Map(this.state.things).set(address, changed) };
  }

  /** Adds to what the elements of a thing may be. */
  addTo(address: number, value: Value): void {
    const known = this.at(address);
    if (known === undefined) return;
    const held = withUntil(value, this.path);
    this.put(address, { ...known, elem: joinValues(known.elem, held), size: joinUntil(known.size, this.path) });
  }

  setField(address: number, name: string, value: Value): void {
    const known = this.at(address);
    if (known === undefined) return;
    const held = withUntil(value, this.path);
    const before = known.fields.get(name);
    const fields = new Map(known.fields).set(name, before === undefined ? held : joinValues(before, held));
    this.put(address, { ...known, fields });
  }

  /** Something that nobody here knows may have changed all that it could reach. */
  spoil(values: readonly Value[], reason: string, node: ts.Node): void {
    const open = this.open(reason, node);
    for (const address of this.reachable(values)) {
      const known = this.at(address)!;
      if (known.kind === "function" || known.kind === "class" || known.kind === "module") continue;
      const fields = new Map([...known.fields].map(([name, value]) => [name, joinValues(value, open)]));
      this.put(address, { ...known, fields, elem: joinValues(known.elem, open), full: false });
    }
  }

  reachable(values: readonly Value[]): ReadonlySet<number> {
    const seen = new Set<number>();
    const waiting = values.flatMap(({ refs }) => [...refs]);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const known = this.at(next);
      if (seen.has(next) || known === undefined) continue;
      seen.add(next);
      for (const { refs } of [known.elem, ...known.fields.values()]) waiting.push(...refs);
    }
    return seen;
  }

  // Paths

  /** Follows something under a condition; answers whether the path goes on behind it. */
  under(condition: Until, follow: () => void): void {
    const before = this.path;
    this.path = joinUntil(before, condition);
    follow();
    this.path = before;
  }

  outside(node: ts.Node, context: number, what: string): Value {
    return this.make(node, context, thing("outside"), ` ${what}`);
  }
}
