import type { Scalar } from "../domain/scalar.ts";
import { FREE, ZERO } from "../domain/scalar.ts";
import type { Value } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";
import { memberOf } from "./members.ts";
import { reach } from "./opaque.ts";

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
