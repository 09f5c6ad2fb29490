import { join } from "../domain/conditions.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";

/** How the number of elements of two lists put together depends on the weights. */
export function joinSizes(a: Scalar, b: Scalar | undefined, place: Place): Scalar {
  return b === undefined ? a : join(a, b, place);
}
