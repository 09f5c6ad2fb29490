import { guarded, join } from "../domain/conditions.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { NOTHING } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";

/** How the number of elements of two lists put together depends on the weights. */
export function joinSizes(a: Scalar, b: Scalar | undefined, place: Place): Scalar {
  return b === undefined ? a : join(a, b, place);
}

/** What some arguments are as a list; how many they are may not be known. */
export function packed(machine: Machine, args: readonly Value[], node: ts.Node): Partial<HeapObject> {
  const spread = args.flatMap(({ spread: size }) => size ?? []);
  if (spread.length === 0) return { items: args };
  const elem = args.reduce((a, b) => machine.join(a, b, node), NOTHING);
  return { elem: { ...elem, spread: undefined }, size: spread.reduce((a, b) => joinSizes(a, b, machine.place(node))) };
}

/** Elements are added only on this path: on a path that depends on the weights, so does their number. */
export function sizeUnder(machine: Machine, { size }: HeapObject): Scalar {
  const guard = machine.state?.guard;
  return guard === undefined || guard.soft === true ? size : guarded(size, guard.condition, "filter", guard.place);
}
