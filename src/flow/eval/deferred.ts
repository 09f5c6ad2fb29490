import { dependsOnWeights, unknown } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { sameObject } from "../heap/object.ts";
import { trieDifferences, trieGet, trieSet } from "../heap/trie.ts";
import type { Guard, Value } from "../heap/value.ts";
import { carriesWeights, guardedValue, sameValue } from "../heap/value.ts";
import type { ClassInfo, Closure } from "../machine/closure.ts";
import type { Deferred } from "../machine/deferred.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Scope } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import { guardedWhole } from "../machine/state.ts";
import { ts } from "../syntax/ts.ts";
import { lookUp } from "./scopes.ts";

/** What some values, and a function that is called with them, can see of the path as it is now. */
export function seenBy(
  machine: Machine,
  values: readonly Value[],
  called: Closure | undefined,
  node: ts.Node,
): Deferred {
  const variables = new Map<number, Value | undefined>();
  const objects = new Map<number, HeapObject | undefined>();
  const todo: Value[] = [...values];
  const closed = new Set<ts.Node>();
  const names = (scope: Scope, text: ts.Node): void => {
    if (closed.has(text)) return;
    closed.add(text);
    for (const name of namesIn(text)) {
      const binding = lookUp(scope, name);
      if (binding === undefined || variables.has(binding.location)) continue;
      if (binding.load !== undefined) continue;
      const value = valueAt(machine, binding.location);
      variables.set(binding.location, value);
      if (value !== undefined) todo.push(value);
    }
  };
  if (called !== undefined) {
    names(called.scope, called.node);
    todo.push(...called.bound);
  }
  for (let value = todo.pop(); value !== undefined; value = todo.pop()) {
    for (const address of value.refs) {
      const object = machine.object(address);
      if (object === undefined || objects.has(address)) continue;
      objects.set(address, object);
      todo.push(object.elem, object.keys, ...(object.items ?? []), ...object.fields.values());
      if (object.kind === "function") {
        const { scope, node: text, self, bound } = object.meta as Closure;
        names(scope, text);
        todo.push(...bound, ...(self === undefined ? [] : [self]));
      } else if (object.kind === "class") names((object.meta as ClassInfo).scope, (object.meta as ClassInfo).node);
    }
  }
  return { node, variables, objects };
}

const mentioned = new WeakMap<ts.Node, ReadonlySet<string>>();

function namesIn(text: ts.Node): ReadonlySet<string> {
  const known = mentioned.get(text);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(text);
  for (const each of ownNames(text)) names.delete(each);
  mentioned.set(text, names);
  return names;
}

/** Names that stand for something of a function's own wherever they are mentioned in it. */
function ownNames(text: ts.Node): readonly string[] {
  if (!ts.isFunctionLike(text)) return [];
  const given = text.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const body = (text as ts.FunctionLikeDeclaration).body;
  if (body === undefined || !ts.isBlock(body)) return given;
  const declared = body.statements.flatMap((node) =>
    ts.isVariableStatement(node) ? node.declarationList.declarations : [],
  );
  return [...given, ...declared.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))];
}

function valueAt(machine: Machine, location: number): Value | undefined {
  const { state, modules } = machine;
  return (state && trieGet(state.variables, location)) ?? trieGet(modules.variables, location);
}

/** Here it may run: where weights are in its sight, what it sees has to be what it was followed with. */
export function mayRun(machine: Machine, { node, variables, objects }: Deferred): void {
  if (machine.state === undefined) return;
  let same = true;
  let weights = false;
  for (const [location, then] of variables) {
    const now = valueAt(machine, location);
    if (now !== then && (now === undefined || then === undefined || !sameValue(now, then))) same = false;
    if ([now, then].some((each) => each !== undefined && carriesWeights(each))) weights = true;
  }
  for (const [address, then] of objects) {
    const now = machine.object(address);
    if (now !== then && (now === undefined || then === undefined || !sameObject(now, then))) same = false;
    if ([now, then].some((each) => each !== undefined && holdsWeights(each))) weights = true;
  }
  const reason = "runs later than it is made, when what it reads is another";
  if (!same && weights) machine.observer.gaveUp(machine, reason, node);
}

function holdsWeights({ elem, keys, items, fields, size }: HeapObject): boolean {
  if (dependsOnWeights(size)) return true;
  return [elem, keys, ...(items ?? []), ...fields.values()].some(carriesWeights);
}

/** Whatever waits may run here. */
export function letOthersRun(machine: Machine): void {
  for (const each of machine.later.waiting.values()) mayRun(machine, each);
}

/** Some functions may run later, any number of times. */
export function defer(machine: Machine, functions: readonly Value[], { node, frame }: Site): void {
  machine.later.waiting.set(
    machine.intern.at("deferred", node, frame.context),
    seenBy(machine, functions, undefined, node),
  );
}

/** A generator runs as far as somebody asks: what it changes outside of itself, it may have changed or not. */
export function lazily(machine: Machine, before: State, yields: number, node: ts.Node): void {
  const { state } = machine;
  if (state === undefined) return;
  const place = machine.place(node);
  const condition = unknown("how far a generator has come that changes what is outside of it", place);
  const guard: Guard = { condition, kind: "conditional", place };
  let { variables, objects } = state;
  trieDifferences(before.variables, state.variables, (key, left, right) => {
    if (left === undefined || right === undefined || sameValue(left, right)) return;
    variables = trieSet(variables, key, guardedValue(right, guard));
  });
  trieDifferences(before.objects, state.objects, (key, left, right) => {
    if (key === yields || left === undefined || right === undefined || sameObject(left, right)) return;
    objects = trieSet(objects, key, guardedWhole(right, guard));
  });
  machine.state = { ...state, variables, objects };
}

/** An iterator over a list or map reads what stands there when it is asked. */
export function readLater(machine: Machine, made: Value, list: Value, { node }: Site): Value {
  machine.later.lazy.set(made.refs[0]!, seenBy(machine, [list], undefined, node));
  return made;
}
