import type { Bound } from "../domain/rows.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import type { Frame, RowMachine } from "./machine.ts";

/** The variables that loops count rows with. */

/** The variable that a `for` counts rows with, by a step that is written down, and that nothing else changes. */
export function counterOf(
  node: ts.ForStatement,
  machine: RowMachine,
): { readonly name: ts.Identifier; readonly step: number } | undefined {
  const { incrementor } = node;
  if (incrementor === undefined) return undefined;
  const step = stepOf(incrementor);
  const declared = step && machine.names.names.declaration(step.target);
  if (step === undefined || declared === undefined) return undefined;
  const isChanged = (child: ts.Node): boolean => {
    const target =
      ts.isBinaryExpression(child) &&
      /^[^=!<>]?.?=$/.test(child.operatorToken.getText()) &&
      !/^[<>=!]=/.test(child.operatorToken.getText())
        ? bare(child.left)
        : ts.isPrefixUnaryExpression(child) || ts.isPostfixUnaryExpression(child)
          ? bare(child.operand)
          : undefined;
    const counts = target !== undefined && ts.isIdentifier(target) && target.text === step.target.text;
    const isUnary = ts.isPrefixUnaryExpression(child) && !/^(\+\+|--)/.test(child.getText());
    return (counts && !isUnary) || (ts.forEachChild(child, (each) => isChanged(each) || undefined) ?? false);
  };
  return isChanged(node.statement) ? undefined : { name: declared, step: step.by };
}

/** The last value of a counter, by `t < end` or `t <= end`. */
export function lastOf(machine: RowMachine, node: ts.Expression, name: ts.Identifier, frame: Frame): Bound | undefined {
  const condition = bare(node);
  if (!ts.isBinaryExpression(condition)) return undefined;
  const operator = condition.operatorToken.getText();
  if (operator === "&&")
    return lastOf(machine, condition.left, name, frame) ?? lastOf(machine, condition.right, name, frame);
  const left = bare(condition.left);
  if (!ts.isIdentifier(left) || machine.names.names.declaration(left) !== name) return undefined;
  const hi = machine.parts.evaluate(machine, condition.right, frame).row?.hi;
  if (hi === undefined || (operator !== "<" && operator !== "<=")) return undefined;
  return operator === "<" ? { base: hi.base, offset: hi.offset - 1 } : hi;
}

function stepOf(node: ts.Expression): { readonly target: ts.Identifier; readonly by: number } | undefined {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const by =
      node.operator === ts.SyntaxKind.PlusPlusToken ? 1 : node.operator === ts.SyntaxKind.MinusMinusToken ? -1 : 0;
    return ts.isIdentifier(node.operand) && by !== 0 ? { target: node.operand, by } : undefined;
  }
  if (!ts.isBinaryExpression(node) || !ts.isIdentifier(node.left) || !ts.isNumericLiteral(node.right)) return undefined;
  const sign = node.operatorToken.getText() === "+=" ? 1 : node.operatorToken.getText() === "-=" ? -1 : 0;
  const by = sign * Number(node.right.text);
  return Number.isInteger(by) && by !== 0 ? { target: node.left, by } : undefined;
}
