import type { Guard, Value } from "../heap/value.ts";
import { joinGuards, NOTHING, UNDEFINED } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import { ts } from "../syntax/ts.ts";
import { certainlyNullish } from "./truth.ts";

/** `a?.b.c(d)`: where `a` is nothing, all that follows in the chain is left out. */

/** A whole chain, or what is none: where it ends early, it is undefined. */
export function chained(machine: Machine, node: ts.Expression, frame: { context: number }, follow: () => Value): Value {
  if (!ts.isOptionalChain(node) || isPartOfChain(node)) return follow();
  const before = machine.state;
  const exits = machine.exits;
  machine.chains.push([]);
  const value = follow();
  const ends = machine.chains.pop()!;
  if (ends.length === 0 || before === undefined) return value;
  const binding = machine.declare({ parent: undefined, names: new Map() }, "?.", node, frame.context);
  machine.hold(binding, value);
  let joined = machine.state;
  for (const { state, guard } of ends) {
    machine.state = state;
    machine.hold(binding, UNDEFINED);
    joined = machine.merge(joined, machine.state, guard, node);
  }
  machine.state = joined;
  if (machine.exits === exits) machine.resume(before.guard);
  return machine.read(binding);
}

function isPartOfChain(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNonNullExpression(parent)) return isPartOfChain(parent);
  return ts.isOptionalChain(parent) && parent.expression === node;
}

/** What stands before a `?.`, where there is something; where there is nothing, the chain ends here. */
export function link(machine: Machine, questionDot: ts.Node | undefined, receiver: Value): Value {
  const ends = machine.chains.at(-1);
  if (questionDot === undefined || ends === undefined || !receiver.nullish || machine.state === undefined)
    return receiver;
  const guard: Guard | undefined = receiver.nullChoice;
  const { state } = machine;
  ends.push({ state: { ...state, guard: joinGuards(state.guard, guard) }, guard });
  if (certainlyNullish(receiver) === true) {
    machine.state = undefined;
    return NOTHING;
  }
  machine.under(guard);
  return { ...receiver, nullish: false, nullChoice: undefined, constant: undefined };
}
