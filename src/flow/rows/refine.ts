import type { Bound, Interval } from "../domain/rows.ts";
import { isExact } from "../domain/rows.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import type { Frame, RowMachine } from "./machine.ts";

/** What a condition that holds (or does not) says of the rows that it compares. */
export function refine(machine: RowMachine, node: ts.Expression, frame: Frame, holds: boolean): void {
  const condition = bare(node);
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken) {
    refine(machine, condition.operand, frame, !holds);
    return;
  }
  if (!ts.isBinaryExpression(condition)) return;
  const { left, right, operatorToken } = condition;
  const operator = operatorToken.getText();
  if ((operator === "&&" && holds) || (operator === "||" && !holds)) {
    refine(machine, left, frame, holds);
    refine(machine, right, frame, holds);
    return;
  }
  const order = /^[<>]=?$/.test(operator) ? operator : undefined;
  if (order === undefined) return;
  const isLess = order.startsWith("<") === holds;
  const isStrict = (order.length === 1) === holds;
  below(machine, isLess ? left : right, isLess ? right : left, isStrict, frame);
}

/** a < b, or a ≤ b. */
function below(machine: RowMachine, a: ts.Expression, b: ts.Expression, strict: boolean, frame: Frame): void {
  const [x, y] = [rowOf(machine, a, frame), rowOf(machine, b, frame)];
  const by = strict ? 1 : 0;
  bound(machine, a, x, { lo: x?.lo, hi: y?.hi && { base: y.hi.base, offset: y.hi.offset - by } }, frame);
  bound(machine, b, y, { lo: x?.lo && { base: x.lo.base, offset: x.lo.offset + by }, hi: y?.hi }, frame);
}

function rowOf(machine: RowMachine, node: ts.Expression, frame: Frame): Interval | undefined {
  return machine.parts.evaluate(machine, node, frame).row;
}

/** Gives a variable tighter bounds; one whose row is known keeps it. */
function bound(
  machine: RowMachine,
  node: ts.Expression,
  known: Interval | undefined,
  found: Interval,
  frame: Frame,
): void {
  const name = bare(node);
  if (!ts.isIdentifier(name) || (known !== undefined && isExact(known))) return;
  const declared = machine.names.names.declaration(name);
  const cell = declared && machine.cellOf(frame.scope, declared);
  if (cell === undefined) return;
  const tighter = (own: Bound | undefined, other: Bound | undefined, isUpper: boolean): Bound | undefined => {
    if (own === undefined || other === undefined || own.base !== other.base) return other ?? own;
    return (isUpper ? own.offset <= other.offset : own.offset >= other.offset) ? own : other;
  };
  const row = { lo: tighter(known?.lo, found.lo, false), hi: tighter(known?.hi, found.hi, true) };
  if (row.lo !== undefined || row.hi !== undefined) machine.hold(cell, { ...machine.read(cell), row });
}
