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
} from "../domain/algebra.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import { FREE, ZERO } from "../domain/scalar.ts";
import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { NOTHING } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import type { LibraryRule } from "../models/libraries.ts";
import { FRAME_METHODS } from "../models/libraries.ts";
import { applyRule } from "./number-functions.ts";

/** Functions of libraries over numbers and lists, by their rules. */
export function libraryCall(machine: Machine, rule: LibraryRule, args: readonly Value[], site: Site): Value {
  const { node, frame } = site;
  const place = machine.place(node);
  const leaves = args.map((value) => leafOf(machine, value, site));
  const scalars = leaves.map(({ scalar }) => scalar ?? ZERO);
  const exponent = args[1]?.constant?.value;
  if ("over" in rule) {
    return machine.derive("model", node, frame, over(rule.over, scalars, place), leaves);
  }
  const scalar = cells(rule.cells, scalars, typeof exponent === "number" ? exponent : undefined, place);
  const result = machine.derive(rule.cells === "divide" ? "divide" : "scalar", node, frame, scalar, leaves);
  const lists = args.some(({ refs }) => refs.some((address) => machine.object(address)?.kind !== "opaque"));
  if (!lists) return result;
  const meta = args.some(({ refs }) => refs.some((address) => machine.object(address)?.meta === "frame"))
    ? "frame"
    : undefined;
  return machine.allocate(node, frame.context, heapObject("array", { elem: result, meta }));
}

/** Methods of data frames and series: the frame is the first argument. */
export function frameMethod(
  machine: Machine,
  self: Value,
  name: string,
  args: readonly Value[],
  site: Site,
): Value | undefined {
  const rule = Object.hasOwn(FRAME_METHODS, name) ? FRAME_METHODS[name] : undefined;
  return rule === undefined ? undefined : libraryCall(machine, rule, [self, ...args], site);
}

/** The numbers at the bottom of a list of lists, as one. */
export function leafOf(machine: Machine, value: Value, site: Site, depth = 0): Value {
  const lists = value.refs.filter((address) => machine.object(address)?.kind !== "opaque");
  if (lists.length === 0 || depth > 4) return { ...value, refs: [] };
  const { element } = machine.evaluators.iterate(machine, { ...value, scalar: undefined }, site);
  const below = leafOf(machine, element, site, depth + 1);
  return machine.join(value.scalar === undefined ? NOTHING : { ...value, refs: [] }, below, site.node);
}

function cells(
  rule: Extract<LibraryRule, { cells: string }>["cells"],
  [a = FREE, b = FREE]: readonly Scalar[],
  exponent: number | undefined,
  place: Place,
): Scalar {
  switch (rule) {
    case "add":
      return add(a, b, place);
    case "subtract":
      return subtract(a, b, place);
    case "multiply":
      return multiply(a, b, place);
    case "divide":
      return divide(a, b, place);
    case "absolute":
      return absolute(a, place);
    case "sign":
      return signOf(a, place);
    case "negate":
      return negate(a);
    case "copy":
      return a;
    case "power":
      return power(a, exponent, place);
    case "root2":
      return applyRule("root2", [a], undefined, place);
    case "exponential":
      return exponential(a, place);
    case "logarithm":
      return logarithm(a, place);
    case "round":
    case "nonlinear":
      return curved([a], rule, place);
  }
}

function over(rule: Extract<LibraryRule, { over: string }>["over"], scalars: readonly Scalar[], place: Place): Scalar {
  const [a = FREE, b = FREE] = scalars;
  switch (rule) {
    case "sum":
      return add(a, a, place);
    case "largest":
      return extreme([a, a], "max", place);
    case "smallest":
      return extreme([a, a], "min", place);
    case "norm":
      return applyRule("norm", [a], undefined, place);
    case "deviation":
      return applyRule("norm", [a], undefined, place);
    case "variance":
      return power(a, 2, place);
    case "products":
      return multiply(a, b, place);
    case "nonlinear":
      return curved(scalars, "nonlinear", place);
  }
}
