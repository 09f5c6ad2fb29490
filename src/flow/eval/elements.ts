import type { Value } from "../heap/value.ts";
import { NOTHING } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { ts } from "../syntax/ts.ts";
import { isFresh, readAt } from "./lag.ts";
import { lookUp } from "./scopes.ts";

/** `receiver[…]`, with the index as it is written. */
export function elementOf(machine: Machine, node: ts.ElementAccessExpression, receiver: Value, frame: Frame): Value {
  if (machine.state === undefined) return NOTHING;
  const index = machine.evaluators.expression(machine, node.argumentExpression, frame);
  return elementAt(machine, node, receiver, index, frame);
}

/** `receiver[index]`; in which turn of a loop what stands there was computed is told by how the index is written. */
export function elementAt(
  machine: Machine,
  node: ts.ElementAccessExpression,
  receiver: Value,
  index: Value,
  frame: Frame,
): Value {
  const value = machine.evaluators.getElement(machine, receiver, index, { node, frame });
  if (isFresh(value) && ts.isIdentifier(node.argumentExpression)) {
    const binding = lookUp(frame.scope, node.argumentExpression.text);
    if (binding !== undefined) machine.freshIndexes.add(binding.node);
  }
  return readAt(machine, value, node);
}
