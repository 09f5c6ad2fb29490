import { addRows, constantRow, joinUntil, NEVER } from "../domain/rows.ts";
import { bare } from "../machine/text.ts";
import { isAtTop } from "../reach/units.ts";
import { ts } from "../syntax/ts.ts";
import { arithmetic, number } from "./arithmetic.ts";
import { call, construct, methodCall } from "./calls.ts";
import { argumentsOf } from "./copies.ts";
import { functionThing } from "./functions.ts";
import { moduleValue } from "./globals.ts";
import { listOf, recordOf } from "./literals.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { element, memberOf } from "./members.ts";
import { assign } from "./patterns.ts";
import { refine } from "./refine.ts";
import type { State, Value } from "./values.ts";
import { depending, FREE, joinStates, joinValues, thing, withUntil } from "./values.ts";

/** What an expression may be, and what it does on the way. */
export function evaluate(machine: RowMachine, given: ts.Expression, frame: Frame): Value {
  if (machine.state === undefined) return FREE;
  const node = bare(given);
  if (!machine.spend(node)) return machine.open("the budget of the analysis is used up", node);
  if (ts.isNumericLiteral(node)) return number(Number(node.text.replaceAll("_", "")));
  if (isLiteral(node)) return FREE;
  if (ts.isIdentifier(node)) return identifier(machine, node, frame);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return frame.self;
  if (ts.isPropertyAccessExpression(node))
    return memberOf(machine, evaluate(machine, node.expression, frame), node.name.text, node, frame);
  if (ts.isElementAccessExpression(node)) return element(machine, node, frame);
  if (ts.isCallExpression(node)) return called(machine, node, frame);
  if (ts.isNewExpression(node))
    return construct(machine, node, argumentsOf(machine, node.arguments ?? [], frame), frame);
  if (ts.isBinaryExpression(node)) return binary(machine, node, frame);
  if (ts.isConditionalExpression(node)) return either(machine, node.condition, node.whenTrue, node.whenFalse, frame);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return unary(machine, node, frame);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return functionThing(machine, node, frame);
  if (ts.isArrayLiteralExpression(node)) return listOf(machine, node, frame);
  if (ts.isObjectLiteralExpression(node)) return recordOf(machine, node, frame);
  if (ts.isTemplateExpression(node))
    return depending(
      node.templateSpans.reduce(
        (all, { expression }) => joinUntil(all, evaluate(machine, expression, frame).until),
        NEVER,
      ),
    );
  if (ts.isAwaitExpression(node)) return evaluate(machine, node.expression, frame);
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node) || ts.isDeleteExpression(node))
    return depending(evaluate(machine, node.expression, frame).until);
  return machine.unsupported(node);
}

function isLiteral(node: ts.Expression): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
    case ts.SyntaxKind.TrueKeyword:
    case ts.SyntaxKind.FalseKeyword:
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.RegularExpressionLiteral:
    case ts.SyntaxKind.BigIntLiteral:
    case ts.SyntaxKind.OmittedExpression:
      return true;
    default:
      return false;
  }
}

function identifier(machine: RowMachine, node: ts.Identifier, frame: Frame): Value {
  if (node.text === "undefined" || node.text === "NaN" || node.text === "Infinity") return FREE;
  const declared = machine.names.names.declaration(node);
  const cell = declared && machine.cellOf(frame.scope, declared);
  if (cell !== undefined) return machine.read(cell);
  const origin = machine.names.origin(node);
  if (origin.is === "declared" && isAtTop(origin.name.parent)) return moduleValue(machine, origin.name, frame);
  if (origin.is === "module") return machine.make(origin.file, 0, thing("module"));
  if (origin.is === "global" || origin.is === "library") return FREE;
  return machine.open(`${node.text} is not known here`, node);
}

function called(machine: RowMachine, node: ts.CallExpression, frame: Frame): Value {
  const callee = bare(node.expression);
  if (ts.isPropertyAccessExpression(callee)) return methodCall(machine, node, callee, frame);
  if (callee.kind === ts.SyntaxKind.SuperKeyword || callee.kind === ts.SyntaxKind.ImportKeyword)
    return machine.unsupported(node);
  const value = evaluate(machine, callee, frame);
  return call(machine, value, argumentsOf(machine, node.arguments, frame), node, frame);
}

function binary(machine: RowMachine, node: ts.BinaryExpression, frame: Frame): Value {
  const { left, right } = node;
  const operator = node.operatorToken.getText();
  if (operator === "=") {
    const value = evaluate(machine, right, frame);
    assign(machine, left, value, frame);
    return value;
  }
  if (/^(&&|\|\||\?\?)=$/.test(operator)) {
    const value = joinValues(evaluate(machine, left, frame), evaluate(machine, right, frame));
    machine.under(value.until, () => assign(machine, left, value, frame));
    return value;
  }
  if (/^([-+*/%]|\*\*|<<|>>>?|[&|^])=$/.test(operator)) {
    const value = arithmetic(
      machine,
      evaluate(machine, left, frame),
      evaluate(machine, right, frame),
      operator.slice(0, -1),
      node,
    );
    assign(machine, left, value, frame);
    return value;
  }
  if (operator === "&&" || operator === "||" || operator === "??") return shortCircuit(machine, node, operator, frame);
  const a = ts.isPrivateIdentifier(left) ? FREE : evaluate(machine, left, frame);
  const b = evaluate(machine, right, frame);
  return operator === "," ? b : arithmetic(machine, a, b, operator, node);
}

function shortCircuit(
  machine: RowMachine,
  { left, right }: ts.BinaryExpression,
  operator: string,
  frame: Frame,
): Value {
  const a = evaluate(machine, left, frame);
  const before = machine.state;
  let b = FREE;
  if (operator !== "??") refine(machine, left, frame, operator === "&&");
  machine.under(a.until, () => {
    b = evaluate(machine, right, frame);
  });
  machine.state = joinStates(before, machine.state);
  return withUntil(joinValues(a, b), a.until);
}

function either(
  machine: RowMachine,
  condition: ts.Expression,
  yes: ts.Expression,
  no: ts.Expression,
  frame: Frame,
): Value {
  const { until } = evaluate(machine, condition, frame);
  const before = machine.state;
  const side = (holds: boolean, node: ts.Expression): { readonly state: State | undefined; readonly value: Value } => {
    machine.state = before;
    refine(machine, condition, frame, holds);
    let value = FREE;
    machine.under(until, () => {
      value = evaluate(machine, node, frame);
    });
    return { state: machine.state, value };
  };
  const [a, b] = [side(true, yes), side(false, no)];
  machine.state = joinStates(a.state, b.state);
  return withUntil(joinValues(a.value, b.value), until);
}

function unary(machine: RowMachine, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, frame: Frame): Value {
  const value = evaluate(machine, node.operand, frame);
  const { PlusPlusToken, MinusMinusToken, MinusToken, PlusToken } = ts.SyntaxKind;
  if (node.operator === PlusPlusToken || node.operator === MinusMinusToken) {
    const step = number(node.operator === PlusPlusToken ? 1 : -1);
    const row = value.row && addRows(value.row, step.row!);
    const next: Value = {
      ...depending(value.until),
      row: row?.lo === undefined && row?.hi === undefined ? undefined : row,
    };
    assign(machine, node.operand, next, frame);
    return ts.isPostfixUnaryExpression(node) ? value : next;
  }
  if (node.operator === PlusToken) return value;
  const constant = constantRow(value.row);
  if (node.operator === MinusToken && constant !== undefined) return { ...number(-constant), until: value.until };
  return depending(value.until);
}
