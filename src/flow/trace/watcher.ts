import type { FunctionModel } from "../../model/trace-request.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import { unknown } from "../domain/scalar.ts";
import { isFresh } from "../eval/lag.ts";
import { opaqueValue, reach } from "../eval/opaque.ts";
import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { carriesWeights, constantValue, guardedValue, isNothing, UNDEFINED, ZERO_VALUE } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Binding } from "../machine/frame.ts";
import { topFrame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { Observer } from "../machine/observer.ts";
import { bare, excerpt } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { alternativesOf } from "./leaves.ts";
import type { SinkPattern, SourcePattern } from "./patterns.ts";
import { isNamed, lastName } from "./patterns.ts";
import { Applications } from "./second-leverage.ts";
import { markSource } from "./source.ts";

/** A number that reached a sink. */
export interface Contribution {
  readonly value: Value;
  readonly place: Place;
  readonly text: string;
  readonly context: number;
}

/** Why the interpreter did not follow the program somewhere. */
export interface Gap {
  readonly reason: string;
  readonly place: Place;
}

/** What an audit wants to know of functions, by name. */
export interface Watch {
  readonly sources: readonly SourcePattern[];
  readonly sinks: readonly SinkPattern[];
  /** What the numbers are that a source answers, and whether it may be applied to them again. */
  readonly source: Scalar;
  readonly once: boolean;
  readonly models: Readonly<Record<string, FunctionModel>>;
  readonly assume: Readonly<Record<string, string | number | boolean | null>>;
}

/** Whether a value is made of weights, or is a list of them. */
function holdsWeights(machine: Machine, value: Value): boolean {
  if (carriesWeights(value)) return true;
  return value.refs.some((address) => {
    const object = machine.object(address);
    return object !== undefined && (carriesWeights(object.elem) || (object.items ?? []).some(carriesWeights));
  });
}

function isPre(machine: Machine, { refs }: Value): boolean {
  return refs.some((address) => machine.pre.has(address));
}

/** Whether it is, or is a list of, what the source has computed in this turn. */
function holdsFresh(machine: Machine, value: Value): boolean {
  if (isFresh(value)) return true;
  return value.refs.some((address) => {
    const object = machine.object(address);
    return object !== undefined && isFresh(object.elem);
  });
}

/** Whether a variable is given what another name stands for already. */
function isRead(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const given = ts.isBinaryExpression(node)
    ? node.right
    : ts.isVariableDeclaration(parent)
      ? parent.initializer
      : undefined;
  if (given === undefined) return false;
  const inner = bare(given);
  return ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
}

/** Turns what sources answer into weights, and keeps what reaches the sinks. */
export class Watcher implements Observer<Machine> {
  readonly #watch: Watch;
  readonly #names: ReadonlySet<string>;
  readonly #applications = new Applications();
  readonly #sinkObjects = new Map<number, Set<SinkPattern>>();
  readonly contributions = new Map<SinkPattern, Map<string, Contribution>>();
  /** The last call of a function that is a sink, and how many arguments it was given. */
  readonly reached = new Map<SinkPattern, { readonly place: Place; readonly given: number }>();
  readonly gaps = new Map<string, Gap>();
  /** Where a variable that held weights was given something that has none. */
  readonly overwrites = new Map<string, Place>();
  /** Where an expression is weights on one path and something that has none on the other. */
  readonly choices = new Map<string, Place>();
  /** Where, after the source was called, a variable is given a book from before it. */
  readonly detours = new Map<string, Place>();
  readonly sourcePlaces = new Map<string, Place>();
  /** Models and assumptions that were made use of. */
  readonly used = new Set<string>();

  constructor(watch: Watch) {
    this.#watch = watch;
    this.#names = new Set(
      [...watch.sources, ...watch.sinks.filter(({ kind }) => kind === "argument")].map(({ name }) => lastName(name)),
    );
    this.clear();
  }

  /** Forgets what reached the sinks, for another run with the same names. */
  clear(): void {
    for (const sink of this.#watch.sinks) this.contributions.set(sink, new Map());
    this.gaps.clear();
    this.detours.clear();
    this.#sinkObjects.clear();
  }

  concerns(name: string): boolean {
    return this.#names.has(lastName(name));
  }

  assigned(machine: Machine, binding: Binding, value: Value, node: ts.Node): void {
    if (machine.sourceCalls > 0 && isRead(node) && (isPre(machine, value) || holdsFresh(machine, value))) {
      const place = machine.place(node);
      this.detours.set(`${place.file}:${place.line}`, place);
    }
    for (const sink of this.#watch.sinks) {
      if (sink.kind === "variable" && sink.name === binding.name) this.#given(machine, sink, value, node);
    }
  }

  overwriting(machine: Machine, before: Value, value: Value, node: ts.Node): void {
    if (isNothing(before) || !holdsWeights(machine, before) || holdsWeights(machine, value)) return;
    if (value.scalar === undefined && value.refs.length === 0) return;
    const place = machine.place(node);
    this.overwrites.set(`${place.file}:${place.line}`, place);
  }

  choosing(machine: Machine, one: Value, other: Value, node: ts.Node): void {
    if (holdsWeights(machine, one) === holdsWeights(machine, other)) return;
    const free = holdsWeights(machine, one) ? other : one;
    if (free.scalar?.is === "zero" || free.constant !== undefined || isNothing(free)) return;
    const place = machine.place(node);
    this.choices.set(`${place.file}:${place.line}`, place);
  }

  stored(machine: Machine, address: number, value: Value, node: ts.Node, field?: string): void {
    this.#applications.stored(address, value);
    for (const sink of this.#sinkObjects.get(address) ?? []) this.#contribute(machine, sink, value, node);
    if (field === undefined) return;
    for (const sink of this.#watch.sinks) {
      if (sink.kind === "variable" && sink.name === field) this.#given(machine, sink, value, node);
    }
  }

  /** A variable that is a sink: what it is given, and what is stored in the list that it holds from then on. */
  #given(machine: Machine, sink: SinkPattern, value: Value, node: ts.Node): void {
    const part = this.#part(machine, value, sink.path, node);
    for (const address of part.refs) {
      const kind = machine.object(address)?.kind;
      if (kind !== "array" && kind !== "map" && kind !== "object") continue;
      const sinks = this.#sinkObjects.get(address) ?? new Set();
      this.#sinkObjects.set(address, sinks.add(sink));
    }
    this.#contribute(machine, sink, part, node);
  }

  calling(machine: Machine, name: string, args: readonly Value[], node: ts.Node): void {
    if (!this.concerns(name)) return;
    for (const sink of this.#watch.sinks) {
      if (sink.kind !== "argument" || !isNamed(name, sink.name)) continue;
      this.reached.set(sink, { place: machine.place(node), given: args.length });
      const part = this.#part(machine, args[sink.argument] ?? UNDEFINED, sink.path, node);
      this.#contribute(machine, sink, part, node);
    }
    if (!this.#watch.sources.some((source) => isNamed(name, source.name))) return;
    if (this.#watch.once) this.#applications.begin(machine, args, node);
    const { addresses } = reach(machine, args);
    for (const address of addresses) {
      if (["array", "map", "object", "opaque"].includes(machine.object(address)?.kind ?? "")) machine.pre.add(address);
    }
  }

  answered(machine: Machine, name: string, _: readonly Value[], result: Value, site: Site): Value {
    const source = this.concerns(name) ? this.#watch.sources.find((each) => isNamed(name, each.name)) : undefined;
    if (source === undefined) return result;
    machine.sourceCalls++;
    const place = machine.place(site.node);
    this.sourcePlaces.set(`${place.file}:${place.line}`, place);
    const again = this.#watch.once ? this.#applications.end(site.node, place) : undefined;
    return markSource(machine, source, result, again ?? this.#watch.source, site);
  }

  modelled(machine: Machine, name: string, args: readonly Value[], node: ts.Node, context: number): Value | undefined {
    const key = Object.keys(this.#watch.models).find((each) => isNamed(name, each));
    if (key === undefined) return undefined;
    const model = this.#watch.models[key]!;
    this.used.add(key);
    if (model === "given") return opaqueValue(machine, `given ${key}`, `${key}()`);
    if (model === "zeros") return machine.allocate(node, context, heapObject("array", { elem: ZERO_VALUE }), " zeros");
    if (model === "ignored") return UNDEFINED;
    return args[model.argument] ?? UNDEFINED;
  }

  assumed(path: string): Value | undefined {
    for (const [key, value] of Object.entries(this.#watch.assume)) {
      if (path !== key && !path.endsWith(`.${key}`)) continue;
      this.used.add(key);
      return value === null ? UNDEFINED : constantValue(value);
    }
    return undefined;
  }

  gaveUp(machine: Machine, reason: string, node: ts.Node): void {
    const place = machine.place(node);
    this.gaps.set(`${place.file}:${place.line}:${reason}`, { reason, place });
  }

  #part(machine: Machine, value: Value, path: readonly string[], node: ts.Node): Value {
    let part = value;
    const site = { node, frame: topFrame(node.getSourceFile(), 0, UNDEFINED) };
    for (const name of path) part = machine.evaluators.get(machine, part, name, site);
    return part;
  }

  #contribute(machine: Machine, sink: SinkPattern, value: Value, node: ts.Node): void {
    const guard = machine.state?.guard;
    const place = machine.place(node);
    for (const [i, leaf] of alternativesOf(machine, value, node).entries()) {
      const soft = guard?.soft === true && !(guard.condition.is === "homogeneous" && guard.condition.zeroTest === true);
      const scalar =
        soft && carriesWeights(leaf) && leaf.scalar?.is !== "unknown"
          ? unknown("how often this is reached depends on the weights", guard.place)
          : undefined;
      const judged = scalar === undefined ? guardedValue(leaf, guard) : { ...leaf, scalar };
      const key = `${machine.intern.node(node)}:${i}:${judged.scalar?.is}:${judged.step?.id ?? ""}`;
      this.contributions.get(sink)!.set(key, { value: judged, place, text: excerpt(node), context: 0 });
    }
  }
}
