import type { Value } from "../heap/value.ts";
import { FREE_VALUE } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import type { ts } from "../syntax/ts.ts";
import { branch, certainly, certainlyNullish } from "./truth.ts";

/** Expressions that are one of two. */

/** One of two values, by a condition. */
export function eitherOf(
  machine: Machine,
  condition: Value,
  node: ts.Node,
  yes: () => Value,
  no: () => Value,
  known = certainly(condition),
): Value {
  const results: Value[] = [];
  const binding = machine.declare({ parent: undefined, names: new Map() }, "?:", node, 0);
  branch(
    machine,
    condition,
    node,
    () => keep(yes),
    () => keep(no),
    known,
  );
  function keep(side: () => Value): void {
    const value = side();
    results.push(value);
    if (machine.state !== undefined) machine.hold(binding, value);
  }
  const [only, other] = results;
  if (other === undefined) return only!;
  machine.observer.choosing(machine, only!, other, node);
  return machine.read(binding);
}

/** `&&`, `||` and `??`: the right side where the left one decides for it. */
export function logical(machine: Machine, operator: string, a: Value, node: ts.Node, right: () => Value): Value {
  if (operator === "&&") return eitherOf(machine, a, node, right, () => a);
  if (operator === "||") return eitherOf(machine, a, node, () => ({ ...a, nullish: false }), right);
  const nullish = certainlyNullish(a);
  const condition = { ...FREE_VALUE, choice: a.nullChoice };
  return eitherOf(machine, condition, node, right, () => ({ ...a, nullish: false }), nullish);
}

/** One of several, by which object it is; each starts from the same state. */
export function anyOf(
  machine: Machine,
  alternatives: readonly (() => Value)[],
  chosen: Value,
  { node, frame }: Site,
): Value {
  if (alternatives.length === 1) return alternatives[0]!();
  if (alternatives.length === 0) return machine.unknown("a call of nothing", node);
  const before: State | undefined = machine.state;
  const exits = machine.exits;
  let after: State | undefined;
  const binding = machine.declare({ parent: undefined, names: new Map() }, "any of", node, frame.context);
  for (const alternative of alternatives) {
    machine.state = before;
    machine.under(chosen.choice);
    machine.hold(binding, alternative());
    after = machine.merge(after, machine.state, chosen.choice, node);
  }
  machine.state = after;
  if (machine.exits === exits) machine.resume(before?.guard);
  return machine.read(binding);
}
