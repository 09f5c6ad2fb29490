import { guarded, join } from "../domain/conditions.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import type { Machine } from "../machine/machine.ts";

/** How the number of elements of two lists put together depends on the weights. */
export function joinSizes(a: Scalar, b: Scalar | undefined, place: Place): Scalar {
  return b === undefined ? a : join(a, b, place);
}

/** Elements are added only on this path: on a path that depends on the weights, so does their number. */
export function sizeUnder(machine: Machine, { size }: HeapObject): Scalar {
  const guard = machine.state?.guard;
  return guard === undefined || guard.soft === true ? size : guarded(size, guard.condition, "filter", guard.place);
}
