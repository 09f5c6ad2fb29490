import { add, curved, divide, multiply, negate, power, subtract } from "../domain/algebra.ts";
import { compare, truthOf } from "../domain/conditions.ts";
import type { Scalar } from "../domain/scalar.ts";
import { dependsOnWeights, FREE } from "../domain/scalar.ts";
import type { StepKind } from "../heap/step.ts";
import type { Constant, Value } from "../heap/value.ts";
import { constantValue, guardedValue, joinGuards, scalarValue, truthChoice } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { comparison } from "./comparisons.ts";
import { numberOf } from "./number-of.ts";

/** Arithmetic and comparison of values. */

const FOLDED: Readonly<Record<string, (a: never, b: never) => Constant>> = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
  "%": (a: number, b: number) => a % b,
  "**": (a: number, b: number) => a ** b,
  "<": (a: number, b: number) => a < b,
  ">": (a: number, b: number) => a > b,
  "<=": (a: number, b: number) => a <= b,
  ">=": (a: number, b: number) => a >= b,
  "===": (a: Constant, b: Constant) => a === b,
  "!==": (a: Constant, b: Constant) => a !== b,
  // biome-ignore lint/suspicious/noDoubleEquals: the operator itself
  "==": (a: Constant, b: Constant) => a == b,
  // biome-ignore lint/suspicious/noDoubleEquals: the operator itself
  "!=": (a: Constant, b: Constant) => a != b,
};

/** a OP b for the operators of arithmetic and comparison. */
export function operation(machine: Machine, a: Value, b: Value, operator: string, node: ts.Node, frame: Frame): Value {
  const fold = FOLDED[operator];
  if (fold !== undefined && a.constant !== undefined && b.constant !== undefined && foldable(a, b, operator)) {
    return constantValue(fold(a.constant.value as never, b.constant.value as never));
  }
  if (/[<>]=?$|==/.test(operator) && !/<<|>>/.test(operator)) return comparison(machine, a, b, operator, node, frame);
  const place = machine.place(node);
  const [left, right] = [numberOf(machine, a, node), numberOf(machine, b, node)];
  if (machine.mixes) machine.mayThrow(node, "arithmetic with a BigInt");
  const scalar = arithmetic(left, right, operator, a, b, place);
  const squared = operator === "*" && sameOperands(node) && scalar.is === "homogeneous";
  const result = squared ? { ...scalar, nonNegative: true } : scalar;
  return machine.derive(kindOf(operator, left, right), node, frame, result, operandsOf(operator, a, b));
}

function foldable(a: Value, b: Value, operator: string): boolean {
  if (/==/.test(operator)) return true;
  const types = [typeof a.constant!.value, typeof b.constant!.value];
  return (
    types.every((type) => type === "number") || (types.every((type) => type === "string") && !/[*/%-]/.test(operator))
  );
}

function arithmetic(
  left: Scalar,
  right: Scalar,
  operator: string,
  a: Value,
  b: Value,
  place: Parameters<typeof add>[2],
): Scalar {
  const log = left.is === "log" ? left : right.is === "log" ? right : undefined;
  const factor = (left.is === "log" ? b : a).constant?.value;
  switch (operator) {
    case "+":
      return add(left, right, place);
    case "-":
      return subtract(left, right, place);
    case "*":
      if (log !== undefined && typeof factor === "number") return { is: "log", degree: log.degree * factor };
      return multiply(left, right, place);
    case "/":
      if (left.is === "log" && typeof factor === "number") return { is: "log", degree: left.degree / factor };
      return divide(left, right, place);
    case "**": {
      const exponent = b.constant?.value;
      return dependsOnWeights(right)
        ? curved([left, right], "nonlinear", place)
        : power(left, typeof exponent === "number" ? exponent : undefined, place);
    }
    case "|":
    case ">>":
    case ">>>":
    case "<<":
    case "&":
    case "^":
      return curved([left, right], "round", place);
    default:
      return curved([left, right], "nonlinear", place);
  }
}

function kindOf(operator: string, left: Scalar, right: Scalar): StepKind {
  if (operator === "/") return "divide";
  if (operator === "*") return "scalar";
  return dependsOnWeights(left) && dependsOnWeights(right) && operator === "+" ? "sum" : "model";
}

/** The operand that is scaled comes first, so that the chain follows it. */
function operandsOf(operator: string, a: Value, b: Value): readonly Value[] {
  const degree = (value: Value) => (value.scalar?.is === "homogeneous" ? Math.abs(value.scalar.degree - 1) : 9);
  return operator === "*" && degree(b) < degree(a) ? [b, a] : [a, b];
}

function sameOperands(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const [left, right] = [bare(node.left), bare(node.right)];
  return isPath(left) && left.getText() === right.getText();
}

function isPath(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** Of which type or class a value is: what it depends on is which value it is, not how large a number. */
export function typeOf(machine: Machine, value: Value, node: ts.Node): Value {
  const { scalar } = value;
  const place = machine.place(node);
  const isNumber = scalar?.is === "log" || (scalar?.is === "homogeneous" && scalar.degree !== 0);
  const type = scalar === undefined || isNumber ? FREE : truthOf(scalar, place);
  return guardedValue(scalarValue(type), joinGuards(value.choice, value.nullChoice));
}

/** The operators that take one operand. */
export function unary(
  machine: Machine,
  value: Value,
  operator: ts.PrefixUnaryOperator,
  node: ts.Node,
  frame: Frame,
): Value {
  const constant = value.constant?.value;
  if (machine.mixes) machine.mayThrow(node, "arithmetic with a BigInt");
  switch (operator) {
    case ts.SyntaxKind.MinusToken:
      if (typeof constant === "number") return constantValue(-constant);
      return machine.derive("negate", node, frame, negate(numberOf(machine, value, node)), [value]);
    case ts.SyntaxKind.PlusToken:
      return typeof constant === "number"
        ? value
        : { ...scalarValue(numberOf(machine, value, node)), step: value.step };
    case ts.SyntaxKind.ExclamationToken:
      return not(machine, value, node, frame);
    default:
      return machine.derive(
        "model",
        node,
        frame,
        curved([numberOf(machine, value, node)], "round", machine.place(node)),
        [value],
      );
  }
}

function not(machine: Machine, value: Value, node: ts.Node, frame: Frame): Value {
  if (value.constant !== undefined) return constantValue(!value.constant.value);
  if (value.scalar === undefined && value.refs.length > 0 && !value.nullish) return constantValue(false);
  if (value.scalar === undefined && value.refs.length === 0 && value.nullish) return constantValue(true);
  const truth =
    value.scalar === undefined ? FREE : compare(value.scalar, { is: "zero" }, "equality", machine.place(node));
  return guardedValue(
    machine.derive("condition", node, frame, value.scalar && !dependsOnWeights(value.scalar) ? FREE : truth, [value]),
    truthChoice(value),
  );
}
