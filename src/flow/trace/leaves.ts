import type { Place } from "../domain/place.ts";
import { broken, dependsOnWeights, unknown } from "../domain/scalar.ts";
import { reach } from "../eval/opaque.ts";
import type { HeapObject } from "../heap/object.ts";
import { elementOf } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { guardedValue, isNothing, NOTHING } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";
import { NAMES_OF_WEIGHTS } from "./source.ts";

/** The numbers that reach a sink. Where it may be one of several lists, and one has weights, the others overwrite them. */
export function alternativesOf(machine: Machine, value: Value, node: ts.Node): readonly Value[] {
  const isList = (address: number) => ["array", "map"].includes(machine.object(address)?.kind ?? "");
  if (value.refs.length < 2 || value.scalar !== undefined || !value.refs.every(isList))
    return leavesOf(machine, value, node);
  const groups = value.refs.map((address) => leavesOf(machine, { ...value, refs: [address] }, node));
  const isFree = ({ scalar }: Value) => scalar?.is === "free" && !scalar.pre;
  // Of scalars there may well be some that do not depend on what is followed.
  const isBook = ({ scalar }: Value) => scalar?.is === "homogeneous" && scalar.degree !== 0;
  if (!groups.some((leaves) => leaves.some(isBook))) return groups.flat();
  const overwritten = broken("overwrite", machine.place(node));
  return groups.flat().map((leaf) => (isFree(leaf) ? { ...leaf, scalar: overwritten } : leaf));
}

/**
 * The numbers that reach a sink. A number is itself; of a list or map, its elements; of an object, the parts that hold
 * weights. Where it is not clear which parts are meant, that is unknown, and says how to say it.
 */
export function leavesOf(
  machine: Machine,
  value: Value,
  node: ts.Node,
  seen: ReadonlySet<number> = new Set(),
): readonly Value[] {
  const leaves: Value[] = value.scalar === undefined || isOpaqueOnly(machine, value) ? [] : [{ ...value, refs: [] }];
  if (isOpaqueOnly(machine, value) && value.scalar !== undefined) leaves.push({ ...value, refs: [] });
  for (const address of value.refs) {
    const object = machine.object(address);
    if (object === undefined || seen.has(address)) continue;
    const inner = new Set([...seen, address]);
    for (const leaf of leavesOfObject(machine, address, object, node, inner))
      leaves.push(guardedValue(leaf, value.choice));
  }
  return leaves;
}

function isOpaqueOnly(machine: Machine, { refs }: Value): boolean {
  return refs.length > 0 && refs.every((address) => machine.object(address)?.kind === "opaque");
}

function leavesOfObject(
  machine: Machine,
  address: number,
  object: HeapObject,
  node: ts.Node,
  seen: ReadonlySet<number>,
): readonly Value[] {
  const place = machine.place(node);
  const elements = elementOf(object, place, machine.steps.join);
  const pre = machine.pre.has(address);
  switch (object.kind) {
    case "array":
    case "map":
    case "iterator": {
      const element: Value =
        pre && elements.scalar?.is === "free" ? { ...elements, scalar: { is: "free", pre } } : elements;
      return kept(leavesOf(machine, element, node, seen), object, place);
    }
    case "opaque": {
      const written = [...object.fields.values(), object.elem].filter((each) => !isNothing(each));
      return written.flatMap((each) => leavesOf(machine, each, node, seen));
    }
    case "object":
      return kept(leavesOfRecord(machine, object, elements, node, seen), object, place);
    default:
      return [];
  }
}

/** Which elements there are may depend on the weights; a test of what is zero is no matter here. */
function kept(leaves: readonly Value[], { size }: HeapObject, place: Place): readonly Value[] {
  if (!dependsOnWeights(size) || (size.is === "homogeneous" && size.zeroTest === true)) return leaves;
  return leaves.map((leaf) => {
    // Zero is of any degree, but not any number of zeros.
    const counted = leaf.scalar?.is === "zero" ? { ...leaf, scalar: broken("filter", place) } : leaf;
    return guardedValue(counted, { condition: size, kind: "filter", place });
  });
}

/** Of `{ date, weights }` the weights; of `{ SPY: 0.4, AGG: 0.6 }` all; what is neither is not clear. */
function leavesOfRecord(
  machine: Machine,
  object: HeapObject,
  elements: Value,
  node: ts.Node,
  seen: ReadonlySet<number>,
): readonly Value[] {
  const parts = [...object.fields]
    .map(([name, field]) => ({ name, field }))
    .filter(({ field }) => !isFunction(machine, field));
  if (!isNothing(elements)) parts.push({ name: "*", field: elements });
  const bearing = parts.filter(({ field }) => reach(machine, [field]).weights);
  const numbers = bearing.filter(({ field }) => field.scalar !== undefined && dependsOnWeights(field.scalar));
  // Of `{ asset, weight }` the weight; of numbers by asset all, also those that come from elsewhere.
  const isRow = numbers.every(({ name }) => NAMES_OF_WEIGHTS.test(name));
  const isLabel = ({ name, field }: (typeof parts)[number]) =>
    isRow && !NAMES_OF_WEIGHTS.test(name) && (field.refs.length > 0 || typeof field.constant?.value === "string");
  const meant =
    numbers.length > 0 ? parts.filter((part) => part.field.scalar !== undefined && !isLabel(part)) : bearing;
  const rest = parts.filter((part) => !meant.includes(part) && part.field.refs.some((each) => isList(machine, each)));
  if (meant.length === 0) return parts.flatMap(({ field }) => leavesOf(machine, field, node, seen));
  const leaves = meant.flatMap(({ field }) => leavesOf(machine, field, node, seen));
  if (rest.length === 0) return leaves;
  const names = rest.map(({ name }) => name).join(", ");
  const reason = `${names} stand beside the weights and do not depend on them; name the part that is meant`;
  return [...leaves, { ...NOTHING, scalar: unknown(reason, machine.place(node)) }];
}

function isFunction(machine: Machine, { refs }: Value): boolean {
  return refs.some((address) => ["function", "class", "builtin"].includes(machine.object(address)?.kind ?? ""));
}

function isList(machine: Machine, address: number): boolean {
  const object = machine.object(address);
  return (
    object !== undefined &&
    (object.kind === "array" || object.kind === "map") &&
    elementOf(object, { file: "", line: 0, column: 0 }, machine.steps.join).scalar !== undefined
  );
}
