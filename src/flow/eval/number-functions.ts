import { absolute, add, curved, exponential, extreme, logarithm, power, signOf } from "../domain/algebra.ts";
import { compare } from "../domain/conditions.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import { dependsOnWeights, FREE, unknown, ZERO } from "../domain/scalar.ts";
import type { Value } from "../heap/value.ts";
import { carriesWeights, constantValue } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import type { NumberRule } from "../models/numbers.ts";
import { numberOf } from "./number-of.ts";

/** How many arguments are looked at: as a callback a function is handed the index and the list as well. */
const ARITY: Partial<Record<NumberRule, number>> = {
  absolute: 1,
  sign: 1,
  root2: 1,
  root3: 1,
  exponential: 1,
  logarithm: 1,
  invariant: 1,
  identity: 1,
  round: 1,
  power: 2,
  nonlinear: 2,
};

/** A function of numbers by its rule. */
export function numberFunction(
  machine: Machine,
  rule: NumberRule,
  given: readonly Value[],
  { node, frame }: Site,
): Value {
  const args = given.slice(0, ARITY[rule] ?? given.length);
  const only = args[0];
  if (rule === "identity" && only !== undefined && only.refs.length === 0) return only;
  if (rule === "text" && !args.some(carriesWeights)) return { scalar: FREE, refs: [], nullish: false };
  const scalars = args.map((value) => numberOf(machine, value, node));
  const place = machine.place(node);
  if (args.length > 0 && args.every(({ constant }) => typeof constant?.value === "number") && rule === "absolute") {
    return constantValue(Math.abs(only!.constant!.value as number));
  }
  const exponent = args[1]?.constant?.value;
  const scalar = applyRule(rule, scalars, typeof exponent === "number" ? exponent : undefined, place);
  return machine.derive("model", node, frame, scalar, args);
}

/** What a rule makes of some numbers. */
export function applyRule(
  rule: NumberRule,
  scalars: readonly Scalar[],
  exponent: number | undefined,
  place: Place,
): Scalar {
  const [first = FREE] = scalars;
  switch (rule) {
    case "identity":
      return first;
    case "largest":
      return extreme(scalars, "max", place);
    case "smallest":
      return extreme(scalars, "min", place);
    case "absolute":
      return absolute(first, place);
    case "sign":
      return signOf(first, place);
    case "root2":
      return rootOf(first, 0.5, place);
    case "root3":
      return power(first, 1 / 3, place);
    case "power":
      return scalars.slice(1).some(dependsOnWeights)
        ? curved(scalars, "nonlinear", place)
        : power(first, exponent, place);
    case "norm":
      return rootOf(
        scalars.map((each) => power(each, 2, place)).reduce((a, b) => add(a, b, place), ZERO),
        0.5,
        place,
      );
    case "exponential":
      return exponential(first, place);
    case "logarithm":
      return logarithm(first, place);
    case "invariant":
      return first.is === "zero" || first.is === "free" ? first : compare(first, ZERO, "equality", place);
    case "text":
      return scalars.find(({ is }) => is === "unknown") ?? unknown("text made of weights", place);
    case "constant":
      return FREE;
    case "round":
    case "nonlinear":
      return scalars.length === 0 ? FREE : curved(scalars, rule, place);
  }
}

function rootOf(scalar: Scalar, exponent: number, place: Place): Scalar {
  const root = power(scalar, exponent, place);
  return root.is === "homogeneous" ? { ...root, nonNegative: true } : root;
}
