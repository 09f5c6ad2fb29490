import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { isPlain, mergeObjects } from "../heap/object.ts";
import type { Step, StepKind } from "../heap/step.ts";
import { trieGet, trieKeys, trieSet } from "../heap/trie.ts";
import type { Guard, Value } from "../heap/value.ts";
import { joinGuards, joinValues, NOTHING, refValue, unknownValue } from "../heap/value.ts";
import type { ts } from "../syntax/ts.ts";
import { Attempts } from "./attempts.ts";
import { Later } from "./deferred.ts";
import type { Evaluators } from "./evaluators.ts";
import type { Binding, Frame, Scope } from "./frame.ts";
import { Interner } from "./interner.ts";
import type { Observer } from "./observer.ts";
import { renamedAway } from "./recency.ts";
import type { MergeTools, State } from "./state.ts";
import { EMPTY_STATE, mergeStates } from "./state.ts";
import { needsStep, StepBook } from "./steps.ts";
import { excerpt } from "./text.ts";

/** How much work an audit may be before the rest is unknown. */
const BUDGET = 1_000_000;

/** Opens the modules of a project. */
export interface Loader {
  /** What a module exports under a name. */
  exported(module: unknown, name: string): Value | undefined;
  required(name: string, from: ts.SourceFile): Value | undefined;
}

/**
 * The abstract machine: the state of the path that is being followed, and what every part of the interpreter does to
 * it. `state` is undefined where no path leads.
 */
export class Machine {
  state: State | undefined = EMPTY_STATE;
  readonly evaluators: Evaluators<Machine>;
  readonly observer: Observer<Machine>;
  readonly intern: Interner;
  readonly steps = new StepBook();
  /** What modules declare: in sight of every path, whenever they were opened. */
  modules: State = EMPTY_STATE;
  /** The `try` statements around the path. */
  readonly attempts = new Attempts();
  /** The `?.` chains around the path, innermost last: where they end early. */
  readonly chains: { readonly state: State; readonly guard: Guard | undefined }[][] = [];
  /** What runs later than where it is followed. */
  readonly later = new Later();
  /** Objects that hold the books from before risk targeting. */
  readonly pre = new Set<number>();
  /** Opaque regions into which weights have got, and where. */
  readonly tainted = new Map<string, ts.Node>();
  /** Functions being evaluated, innermost last. */
  readonly stack: ts.Node[] = [];
  /** Opens modules; set by who puts the interpreter together. */
  loader: Loader | undefined;
  /** Functions that were met within themselves. */
  readonly recursive = new Set<ts.Node>();
  /** Locations that stand for several variables: functions of earlier turns still see the older ones. */
  readonly shared = new Set<number>();
  /** Declarations of variables at which lists of fresh values were read. */
  readonly freshIndexes = new Set<ts.Node>();
  /** Whether BigInts or symbols were met: with them, arithmetic may throw. */
  mixes = false;
  /** How often the source was called. */
  sourceCalls = 0;
  /** Ways out taken so far: a branch that took one has parted for good. */
  exits = 0;
  #spent = 0;

  constructor(evaluators: Evaluators<Machine>, observer: Observer<Machine>, root: string) {
    this.evaluators = evaluators;
    this.observer = observer;
    this.intern = new Interner(root);
  }

  /** Counts a unit of work; false when the budget is used up. */
  spend(): boolean {
    this.#spent++;
    return this.#spent < BUDGET;
  }

  place(node: ts.Node): Place {
    return this.intern.place(node);
  }

  tools(node: ts.Node): MergeTools {
    return { place: this.place(node), steps: this.steps.join, modules: this.modules };
  }

  /** The context of a call: the way that leads here. */
  context(node: ts.Node, context: number, what = ""): number {
    return this.intern.at(`call${what}`, node, context);
  }

  unknown(reason: string, node: ts.Node): Value {
    const value = unknownValue(reason, this.place(node));
    return { ...value, step: this.step("model", node, 0, value.scalar as Scalar, [], `? ${reason}`) };
  }

  /** A number made of others, with a step where it depends on the weights. */
  derive(kind: StepKind, node: ts.Node, frame: Frame, scalar: Scalar, operands: readonly Value[]): Value {
    if (!needsStep(scalar)) return { scalar, refs: [], nullish: false };
    const parents = operands.map(({ step }) => step);
    return { scalar, refs: [], nullish: false, step: this.step(kind, node, frame.context, scalar, parents) };
  }

  step(
    kind: StepKind,
    node: ts.Node,
    context: number,
    scalar: Scalar,
    parents: readonly (Step | undefined)[],
    text?: string,
    variable?: string,
  ): Step {
    const key = `${kind}${this.intern.node(node)}@${context}:${variable ?? ""}`;
    const fields = { kind, place: this.place(node), text: text ?? excerpt(node), variable, scalar };
    return this.steps.step(key, fields, parents);
  }

  /** The same value under the name of what it is given to. */
  named(value: Value, variable: string, node: ts.Node, context: number): Value {
    if (!needsStep(value.scalar)) return value;
    return { ...value, step: this.step("copy", node, context, value.scalar, [value.step], undefined, variable) };
  }

  /** What a function answers, as a step of its own. */
  returned(value: Value, node: ts.Node, context: number): Value {
    if (!needsStep(value.scalar)) return value;
    const text = `return of ${(node as { name?: ts.Node }).name?.getText() ?? "a function"}`;
    return { ...value, step: this.step("return", node, context, value.scalar, [value.step], text) };
  }

  join(a: Value, b: Value, node: ts.Node): Value {
    return joinValues(a, b, this.place(node), this.steps.join);
  }

  // Variables

  declare(scope: Scope, name: string, node: ts.Node, context: number): Binding {
    const binding = { location: this.intern.at(`var ${name} `, node, context), name, node };
    scope.names.set(name, binding);
    return binding;
  }

  read(binding: Binding): Value {
    if (this.state === undefined) return NOTHING;
    const { location } = binding;
    return trieGet(this.state.variables, location) ?? trieGet(this.modules.variables, location) ?? NOTHING;
  }

  /** Gives a variable a value, for good: it stands for one variable only on each path. */
  write(binding: Binding, value: Value, node: ts.Node): void {
    if (this.state === undefined) return;
    this.state = { ...this.state, variables: trieSet(this.state.variables, binding.location, value) };
    this.seen();
    this.observer.assigned(this, binding, value, node);
  }

  /** Puts a value of the interpreter's own where the path's state keeps it. */
  hold(binding: Binding, value: Value): void {
    if (this.state === undefined) return;
    this.state = { ...this.state, variables: trieSet(this.state.variables, binding.location, value) };
  }

  // Objects

  object(address: number): HeapObject | undefined {
    if (this.state === undefined) return undefined;
    return trieGet(this.state.objects, address) ?? trieGet(this.modules.objects, address);
  }

  /** The addresses of all objects on this path. */
  addresses(): readonly number[] {
    if (this.state === undefined) return [];
    return [...new Set([...trieKeys(this.modules.objects), ...trieKeys(this.state.objects)])];
  }

  /** Changes an object in place; what this changes is the caller's to get right when the object stands for several. */
  update(address: number, object: HeapObject): void {
    if (this.state === undefined) return;
    this.steps.holds(object.elem.step, address);
    for (const item of object.items ?? []) this.steps.holds(item.step, address);
    this.state = { ...this.state, objects: trieSet(this.state.objects, address, object) };
    this.seen();
  }

  /**
   * A new object. Made once more at a place and in a context where one was made before (in a loop), the older ones get
   * an address of their own, which stands for all of them.
   */
  allocate(node: ts.Node, context: number, object: HeapObject, what = ""): Value {
    const address = this.intern.at(`new${what} `, node, context);
    const older = this.object(address);
    if (older !== undefined && isPlain(older)) {
      this.update(address, { ...this.mergeObject(older, object, node), many: true });
      return refValue(address);
    }
    if (older !== undefined && this.state !== undefined) {
      const shadow = this.intern.number(`older ${address}`);
      this.state = renamedAway(this.state, address, shadow, this.tools(node));
    }
    this.update(address, object);
    return refValue(address);
  }

  /** One of two states of one object. */
  mergeObject(a: HeapObject, b: HeapObject, node: ts.Node): HeapObject {
    const tools = this.tools(node);
    const merge = (left: Value, right: Value) => joinValues(left, right, tools.place, tools.steps);
    return mergeObjects(a, b, merge, (left) => left, tools);
  }

  // Paths

  /** One of two states; `parted` where they differ because of a condition that depends on the weights. */
  merge(a: State | undefined, b: State | undefined, parted: Guard | undefined, node: ts.Node): State | undefined {
    if (a === undefined || b === undefined) return a ?? b;
    return mergeStates(a, b, parted, this.tools(node));
  }

  /** From here on the path depends on a condition. */
  under(guard: Guard | undefined): void {
    if (this.state === undefined || guard === undefined) return;
    this.state = { ...this.state, guard: joinGuards(this.state.guard, guard) };
  }

  /** The path no longer depends on more than it did before, but for what has not been thrown. */
  resume(before: Guard | undefined): void {
    const guard = this.attempts.survived(before);
    if (this.state !== undefined && this.state.guard !== guard) this.state = { ...this.state, guard };
  }

  /** What a `catch` around this point may see. */
  seen(): void {
    if (this.state !== undefined) this.attempts.sees(this.state, this.modules, this.steps.join);
  }

  /** Something here may throw; `own` is the condition on which it does, where that depends on the weights. */
  mayThrow(node: ts.Node, what: string, own?: Guard): void {
    if (this.state === undefined || this.attempts.innermost === undefined) return;
    this.attempts.mayThrow(this.state.guard, own, this.place(node), what);
    this.resume(this.state.guard);
  }
}
