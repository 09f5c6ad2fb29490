import { add, curved, divide, multiply, negate, power, subtract } from "../domain/algebra.ts";
import { compare, truthOf } from "../domain/conditions.ts";
import type { Scalar } from "../domain/scalar.ts";
import { dependsOnWeights, FREE, ZERO } from "../domain/scalar.ts";
import type { StepKind } from "../heap/step.ts";
import type { Constant, Guard, Value } from "../heap/value.ts";
import { constantValue, guardedValue, joinGuards, scalarValue, truthChoice } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { memberOf } from "./members.ts";
import { reach } from "./opaque.ts";
import { certainlyNullish } from "./truth.ts";

/** Arithmetic and comparison of values. */

/** The number that a value is in arithmetic; an object in arithmetic is unknown unless it is opaque. */
export function numberOf(machine: Machine, value: Value, node: ts.Node): Scalar {
  const plain = value.refs.every((address) => machine.object(address)?.kind === "opaque");
  if (!plain) {
    const { weights } = reach(machine, [{ ...value, scalar: undefined }]);
    const made = weights ? machine.unknown("arithmetic on an object", node).scalar! : undefined;
    machine.mayThrow(
      node,
      "an object in arithmetic",
      made && { condition: made, kind: "conditional", place: machine.place(node) },
    );
    if (value.refs.some((address) => makesItself(machine, address)))
      machine.observer.gaveUp(machine, "an object that says itself which number or text it is", node);
    if (made !== undefined) return made;
  }
  // Nothing at all is NaN or 0 in arithmetic, which are of any degree.
  return value.scalar ?? (value.refs.length === 0 ? ZERO : FREE);
}

function makesItself(machine: Machine, address: number): boolean {
  const object = machine.object(address);
  if (object?.kind !== "object") return false;
  return ["valueOf", "toString", "[Symbol.toPrimitive]"].some(
    (name) => object.fields.has(name) || memberOf(machine, object, name) !== undefined,
  );
}

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

/** Whether a and b compare as the operator says. */
export function comparison(machine: Machine, a: Value, b: Value, operator: string, node: ts.Node, frame: Frame): Value {
  const equality = operator.includes("==");
  if (equality) {
    const known = equalityOf(machine, a, b, operator);
    if (known !== undefined) return constantValue(known === !operator.startsWith("!"));
  }
  const choice = equality ? equalityChoice(a, b) : joinGuards(a.choice, b.choice);
  // An object is never equal to a number unless it is made one, and what an object is does not depend on its contents.
  const strict = equality && operator !== "==" && operator !== "!=";
  const left = strict ? (a.scalar ?? FREE) : numberOf(machine, a, node);
  const right = strict ? (b.scalar ?? FREE) : numberOf(machine, b, node);
  const scalar =
    (strict && (a.scalar === undefined || b.scalar === undefined)) ||
    (equality && (isNothingAtAll(a) || isNothingAtAll(b)))
      ? FREE
      : compare(left, right, equality ? "equality" : "order", machine.place(node));
  const bySign = operator === SAME_VALUE || isInfinite(a) || isInfinite(b);
  const test = bySign && scalar.is === "homogeneous" ? { ...scalar, zeroTest: false } : scalar;
  return guardedValue(machine.derive("condition", node, frame, test, [a, b]), choice);
}

/** `Object.is(a, b)`, which is `===` but for zeros, that it tells apart by their signs, and NaN. */
export const SAME_VALUE = "is==";

/** What of 1/x is ∞, and what −∞, are the zeros by their signs. */
function isInfinite({ constant }: Value): boolean {
  return constant?.value === Number.POSITIVE_INFINITY || constant?.value === Number.NEGATIVE_INFINITY;
}

function isNothingAtAll(value: Value): boolean {
  return value.scalar === undefined && value.refs.length === 0;
}

/** Whether something is undefined or null depends on other things than which object it is. */
function equalityChoice(a: Value, b: Value): Guard | undefined {
  if (isNothingAtAll(b)) return a.nullChoice;
  if (isNothingAtAll(a)) return b.nullChoice;
  return [a.choice, a.nullChoice, b.choice, b.nullChoice].reduce(joinGuards);
}

function equalityOf(machine: Machine, a: Value, b: Value, operator: string): boolean | undefined {
  if (a.constant !== undefined && b.constant !== undefined) {
    if (operator === SAME_VALUE) return Object.is(a.constant.value, b.constant.value);
    // biome-ignore lint/suspicious/noDoubleEquals: the operator of the source
    return operator.length === 3 ? a.constant.value === b.constant.value : a.constant.value == b.constant.value;
  }
  for (const [value, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (other.constant === undefined || (other.constant.value !== undefined && other.constant.value !== null)) continue;
    if (certainlyNullish(value) === false) return false;
  }
  if (a.scalar !== undefined || b.scalar !== undefined || a.nullish || b.nullish) return undefined;
  const [x, y] = [a.refs, b.refs];
  if (x.length === 0 || y.length === 0) return undefined;
  if (x.length === 1 && y.length === 1 && x[0] === y[0] && machine.object(x[0]!)?.many === false) return true;
  return x.some((each) => y.includes(each)) ? undefined : false;
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
