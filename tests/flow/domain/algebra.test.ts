import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absolute,
  add,
  curved,
  divide,
  exponential,
  extreme,
  logarithm,
  multiply,
  negate,
  power,
  signOf,
  subtract,
} from "../../../src/flow/domain/algebra.ts";
import { compare, guarded, join, truthOf } from "../../../src/flow/domain/conditions.ts";
import type { Scalar } from "../../../src/flow/domain/scalar.ts";
import {
  FREE,
  homogeneous,
  INFINITE,
  isInvariant,
  sameScalar,
  unitOf,
  WEIGHT,
  ZERO,
} from "../../../src/flow/domain/scalar.ts";

const here = { file: "here.ts", line: 1, column: 1 };

/** A number as a program computes it from weights, and what the algebra says of it. */
interface Expression {
  readonly text: string;
  readonly at: (weights: readonly number[]) => number;
  readonly scalar: Scalar;
}

const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.constant<Expression>({ text: "0", at: () => 0, scalar: ZERO }),
  fc.constantFrom(-2, -1, 0.5, 1, 3).map((c): Expression => ({ text: String(c), at: () => c, scalar: FREE })),
  fc.constantFrom(0, 1, 2).map((i): Expression => ({ text: `w${i}`, at: (w) => w[i]!, scalar: WEIGHT })),
);

function unary(text: string, value: (x: number) => number, scalar: (a: Scalar) => Scalar) {
  return (a: Expression): Expression => ({
    text: `${text}(${a.text})`,
    at: (w) => value(a.at(w)),
    scalar: scalar(a.scalar),
  });
}

function binary(text: string, value: (x: number, y: number) => number, scalar: (a: Scalar, b: Scalar) => Scalar) {
  return (a: Expression, b: Expression): Expression => ({
    text: `(${a.text} ${text} ${b.text})`,
    at: (w) => value(a.at(w), b.at(w)),
    scalar: scalar(a.scalar, b.scalar),
  });
}

const UNARY = [
  unary("-", (x) => -x, negate),
  unary("abs", Math.abs, (a) => absolute(a, here)),
  unary("sign", Math.sign, (a) => signOf(a, here)),
  unary("sqrt", Math.sqrt, (a) => power(a, 0.5, here)),
  unary(
    "square",
    (x) => x * x,
    (a) => power(a, 2, here),
  ),
  unary("exp", Math.exp, (a) => exponential(a, here)),
  unary("log", Math.log, (a) => logarithm(a, here)),
  unary("round", Math.round, (a) => curved([a], "round", here)),
];

const BINARY = [
  binary(
    "+",
    (x, y) => x + y,
    (a, b) => add(a, b, here),
  ),
  binary(
    "-",
    (x, y) => x - y,
    (a, b) => subtract(a, b, here),
  ),
  binary(
    "*",
    (x, y) => x * y,
    (a, b) => multiply(a, b, here),
  ),
  binary(
    "/",
    (x, y) => x / y,
    (a, b) => divide(a, b, here),
  ),
  binary("max", Math.max, (a, b) => extreme([a, b], "max", here)),
  binary("min", Math.min, (a, b) => extreme([a, b], "min", here)),
];

/** `a < b ? x : y`, `a === b ? x : y`, `a ? x : y`. */
function conditional(
  kind: "<" | "===" | "truth",
  a: Expression,
  b: Expression,
  x: Expression,
  y: Expression,
): Expression {
  const test = (w: readonly number[]) =>
    kind === "truth" ? Boolean(a.at(w)) : kind === "<" ? a.at(w) < b.at(w) : a.at(w) === b.at(w);
  const condition =
    kind === "truth" ? truthOf(a.scalar, here) : compare(a.scalar, b.scalar, kind === "<" ? "order" : "equality", here);
  return {
    text: `(${a.text} ${kind} ${b.text} ? ${x.text} : ${y.text})`,
    at: (w) => (test(w) ? x.at(w) : y.at(w)),
    scalar: guarded(join(x.scalar, y.scalar, here), condition, "conditional", here),
  };
}

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom(...UNARY), tie("expression")).map(([f, a]) => f(a)),
    fc.tuple(fc.constantFrom(...BINARY), tie("expression"), tie("expression")).map(([f, a, b]) => f(a, b)),
    fc
      .tuple(
        fc.constantFrom("<" as const, "===" as const, "truth" as const),
        tie("expression"),
        tie("expression"),
        tie("expression"),
        tie("expression"),
      )
      .map(([kind, a, b, x, y]) => conditional(kind, a, b, x, y)),
  ),
}));

const weights = fc.array(fc.constantFrom(-2, -1, -0.5, 0, 0.25, 1, 3), { minLength: 3, maxLength: 3 });
/** Powers of 16, so that scaling is exact, also under two roots, and a comparison of equals stays one. */
const factor = fc.constantFrom(1 / 256, 1 / 16, 16, 256);

function agrees(actual: number, expected: number): boolean {
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return true;
  return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(actual), Math.abs(expected));
}

describe("the algebra of degrees", () => {
  it("claims of no expression what is not so at w and λw", () => {
    let claims = 0;
    fc.assert(
      fc.property(expression, weights, factor, ({ text, at, scalar }, w, lambda) => {
        const before = at(w);
        const after = at(w.map((x) => x * lambda));
        const say = `${text} is ${unitOf(scalar)} at ${w.join(", ")} times ${lambda}: ${before} → ${after}`;
        if (scalar.is === "zero" && !Number.isNaN(before)) expect(before, say).toBeCloseTo(0);
        if (scalar.is === "free") expect(agrees(after, before), say).toBe(true);
        if (scalar.is === "homogeneous") expect(agrees(after, lambda ** scalar.degree * before), say).toBe(true);
        if (scalar.is === "homogeneous" && scalar.nonNegative === true) expect(before < 0, say).toBe(false);
        if (scalar.is === "log") expect(agrees(after, before + scalar.degree * Math.log(lambda)), say).toBe(true);
        if (scalar.is === "homogeneous" && scalar.degree !== 0) claims++;
      }),
      { numRuns: 10_000 },
    );
    expect(claims).toBeGreaterThan(1000);
  });

  it("joins in any order, and joining again changes nothing", () => {
    fc.assert(
      fc.property(expression, expression, (a, b) => {
        const joined = join(a.scalar, b.scalar, here);
        expect(joined.is).toBe(join(b.scalar, a.scalar, here).is);
        expect(sameScalar(join(joined, b.scalar, here), joined)).toBe(true);
      }),
    );
  });

  it("gives the factors of a renormalization their units, and flags it by degree", () => {
    const gross = absolute(WEIGHT, here);
    const reciprocal = divide(FREE, gross, here);
    expect(unitOf(reciprocal)).toBe("w⁻¹");
    expect(unitOf(multiply(WEIGHT, reciprocal, here))).toBe("w⁰");
    expect(unitOf(multiply(WEIGHT, FREE, here))).toBe("w¹");
    expect(unitOf(power(homogeneous(3), 0.5, here))).toBe("w¹·⁵");
  });

  it("tells a test of what is zero, a sign test and a threshold apart", () => {
    expect(compare(WEIGHT, ZERO, "equality", here)).toMatchObject({ is: "homogeneous", degree: 0, zeroTest: true });
    expect(compare(absolute(WEIGHT, here), ZERO, "order", here)).toMatchObject({ zeroTest: true });
    expect(compare(WEIGHT, ZERO, "order", here)).toEqual(homogeneous(0));
    expect(compare(WEIGHT, FREE, "order", here)).toMatchObject({ is: "broken", blame: { kind: "threshold" } });
    expect(guarded(WEIGHT, compare(WEIGHT, ZERO, "equality", here), "conditional", here)).toEqual(WEIGHT);
    expect(guarded(WEIGHT, compare(WEIGHT, ZERO, "order", here), "conditional", here)).toMatchObject({
      bend: { kind: "conditional", sure: true },
    });
  });

  it("tells zeros and infinities by the sign that they have from the weights", () => {
    const signed = multiply(ZERO, WEIGHT, here);
    expect(signed).toEqual({ is: "zero", signed: true });
    expect(compare(signed, ZERO, "order", here)).toEqual(homogeneous(0));
    expect(divide(FREE, signed, here)).toMatchObject({ degree: 0, bend: { kind: "sign", sure: false } });
    expect(add(signed, ZERO, here)).toEqual(signed);
    expect(absolute(signed, here)).toEqual(ZERO);
    expect(join(ZERO, signed, here)).toEqual(signed);
    const largest = extreme([INFINITE, WEIGHT], "max", here);
    expect(compare(largest, ZERO, "order", here)).not.toMatchObject({ zeroTest: true });
    expect(join(homogeneous(1, { nonNegative: true }), INFINITE, here)).toMatchObject({ nonNegative: false });
  });

  it("lets leverage that is in the weights be applied no second time", () => {
    const applied = homogeneous(0, { applied: true });
    expect(multiply(WEIGHT, applied, here)).toMatchObject({ is: "broken", blame: { kind: "second-leverage" } });
    expect(divide(WEIGHT, applied, here)).toMatchObject({ is: "broken", blame: { kind: "second-leverage" } });
    expect(isInvariant(applied)).toBe(true);
  });
});
