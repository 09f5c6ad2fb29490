import type { Value } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { ts } from "../syntax/ts.ts";
import { hasAccessor } from "./access.ts";
import { elementAt } from "./elements.ts";

/** What stands left of a compound assignment: found once, then read, and written when the right side is known. */
export interface Reference {
  read(): Value;
  write(value: Value): void;
  /** Whether writing runs code, so that it matters whether it is written at all. */
  readonly runs: boolean;
}

/** `node` is the whole assignment, for its line. */
export function referenceTo(machine: Machine, target: ts.Expression, frame: Frame, node: ts.Node): Reference {
  const { evaluators } = machine;
  const isMember = ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
  if (!isMember || target.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return {
      read: () => evaluators.expression(machine, target, frame),
      write: (value) => evaluators.assign(machine, target, value, frame, node),
      runs: false,
    };
  }
  const receiver = evaluators.expression(machine, target.expression, frame);
  if (ts.isPropertyAccessExpression(target)) {
    const name = target.name.text;
    return {
      read: () => evaluators.get(machine, receiver, name, { node: target, frame }),
      write: (value) => evaluators.set(machine, receiver, name, value, { node, frame }),
      runs: hasAccessor(machine, receiver, name),
    };
  }
  const index = evaluators.expression(machine, target.argumentExpression, frame);
  const name = index.constant?.value;
  return {
    read: () => elementAt(machine, target, receiver, index, frame),
    write: (value) => evaluators.setElement(machine, receiver, index, value, { node, frame }),
    runs: name !== undefined && hasAccessor(machine, receiver, String(name)),
  };
}
