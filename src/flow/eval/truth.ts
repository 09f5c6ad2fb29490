import { truthOf } from "../domain/conditions.ts";
import type { ViolationKind } from "../domain/scalar.ts";
import { dependsOnWeights } from "../domain/scalar.ts";
import type { Guard, Value } from "../heap/value.ts";
import { isNothing, joinGuards, truthChoice } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";

/** What a condition is, where that is certain; undefined when it may be either. */
export function certainly(value: Value): boolean | undefined {
  if (value.constant !== undefined) return Boolean(value.constant.value);
  if (value.scalar !== undefined || isNothing(value)) return undefined;
  if (value.refs.length === 0) return false;
  return value.nullish ? undefined : true;
}

/** Whether a value is null or undefined, where that is certain. */
export function certainlyNullish(value: Value): boolean | undefined {
  if (isNothing(value)) return undefined;
  if (!value.nullish) return false;
  return value.scalar === undefined && value.refs.length === 0 ? true : undefined;
}

/** What a condition does to what differs between its branches; undefined when it does not depend on the weights. */
export function guardOf(machine: Machine, condition: Value, node: ts.Node, kind: ViolationKind): Guard | undefined {
  const place = machine.place(node);
  const own = condition.scalar === undefined ? undefined : truthOf(condition.scalar, place);
  const guard = own !== undefined && dependsOnWeights(own) ? { condition: own, kind, place } : undefined;
  return joinGuards(guard, truthChoice(condition));
}

/**
 * Follows both branches of a condition, or the one that is certain, and joins what they leave. What differs depends on
 * the condition; where a branch is left for good (return, break), everything after it does too.
 */
export function branch(
  machine: Machine,
  condition: Value,
  node: ts.Node,
  yes: () => void,
  no: () => void,
  known: boolean | undefined = certainly(condition),
): void {
  if (machine.state === undefined) return;
  if (known !== undefined) {
    if (known) yes();
    else no();
    return;
  }
  const guard = guardOf(machine, condition, node, "conditional");
  const before = machine.state;
  const exits = machine.exits;
  machine.under(guard);
  const parted = machine.state;
  yes();
  const after = machine.state;
  machine.state = parted;
  no();
  machine.state = machine.merge(after, machine.state, guard, node);
  if (machine.exits === exits) machine.resume(before.guard);
}
