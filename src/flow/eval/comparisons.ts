import { compare } from "../domain/conditions.ts";
import { FREE } from "../domain/scalar.ts";
import type { Guard, Value } from "../heap/value.ts";
import { constantValue, guardedValue, joinGuards } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";
import { numberOf } from "./number-of.ts";
import { certainlyNullish } from "./truth.ts";

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
