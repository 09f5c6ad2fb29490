import type { HeapObject } from "../heap/object.ts";
import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { carriesWeights, guardedValue, NOTHING, refValue, UNDEFINED } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { guardedWhole } from "../machine/state.ts";
import { ts } from "../syntax/ts.ts";
import { movedOn } from "./lag.ts";
import { functionValue } from "./scopes.ts";
import { joinSizes } from "./sizes.ts";

/** `[…]` and `{…}`. */

/** Lists longer than this are not told apart element by element. */
const TUPLE = 32;

export function arrayLiteral(machine: Machine, node: ts.ArrayLiteralExpression, frame: Frame): Value {
  const items: Value[] = [];
  let summary: Value | undefined;
  let size: HeapObject["size"] = { is: "free", pre: false };
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) {
      items.push(UNDEFINED);
      continue;
    }
    const value = machine.evaluators.expression(machine, element, frame);
    if (!ts.isSpreadElement(element)) {
      items.push(value);
      continue;
    }
    const spread = machine.evaluators.iterate(machine, value, { node: element, frame });
    if (spread.items !== undefined) items.push(...spread.items);
    else
      summary = machine.join(summary ?? NOTHING, items.length > 0 ? movedOn(spread.element) : spread.element, element);
    size = joinSizes(size, spread.size.scalar, machine.place(node));
  }
  if (machine.state === undefined) return NOTHING;
  if (summary === undefined && items.length <= TUPLE)
    return machine.allocate(node, frame.context, heapObject("array", { items, size }));
  let elem = summary ?? NOTHING;
  for (const item of items) elem = machine.join(elem, item, node);
  return machine.allocate(node, frame.context, heapObject("array", { elem, size }));
}

export function objectLiteral(machine: Machine, node: ts.ObjectLiteralExpression, frame: Frame): Value {
  let object = heapObject("object");
  const address = machine.intern.at("new ", node, frame.context);
  const self = { ...frame, self: refValue(address) };
  for (const property of node.properties) object = withProperty(machine, object, property, self, frame);
  if (machine.state === undefined) return NOTHING;
  return machine.allocate(node, frame.context, object);
}

function withProperty(
  machine: Machine,
  object: HeapObject,
  property: ts.ObjectLiteralElementLike,
  self: Frame,
  frame: Frame,
): HeapObject {
  if (ts.isSpreadAssignment(property)) {
    return spreadInto(
      machine,
      object,
      machine.evaluators.expression(machine, property.expression, frame),
      property,
      frame,
    );
  }
  if (ts.isShorthandPropertyAssignment(property)) {
    const value = machine.evaluators.expression(machine, property.name, frame);
    return put(machine, object, property.name.text, value, property, frame);
  }
  if (ts.isPropertyAssignment(property)) {
    if (nameOf(property.name) === "__proto__") machine.observer.gaveUp(machine, "a prototype is given", property);
    const value = machine.evaluators.expression(machine, property.initializer, frame);
    return putNamed(machine, object, property.name, value, property, frame);
  }
  const prefix = ts.isGetAccessorDeclaration(property) ? "get " : ts.isSetAccessorDeclaration(property) ? "set " : "";
  const name = nameOf(property.name) ?? computedName(machine, property.name, frame);
  return put(machine, object, `${prefix}${name}`, functionValue(machine, property, name, self), property, frame);
}

function putNamed(
  machine: Machine,
  object: HeapObject,
  name: ts.PropertyName,
  value: Value,
  node: ts.Node,
  frame: Frame,
): HeapObject {
  const known = nameOf(name);
  if (known !== undefined) return put(machine, object, known, value, node, frame);
  const key = machine.evaluators.expression(machine, (name as ts.ComputedPropertyName).expression, frame);
  if (typeof key.constant?.value === "string") return put(machine, object, key.constant.value, value, node, frame);
  const fields = new Map([...object.fields].map(([field, old]) => [field, machine.join(old, value, node)]));
  const made = { ...object, fields, elem: machine.join(object.elem, value, node) };
  if (!carriesWeights(key)) return made;
  return guardedWhole(made, { condition: key.scalar!, kind: "selection", place: machine.place(node) });
}

/** The name of a property, where it is written down. */
export function nameOf(name: ts.PropertyName): string | undefined {
  if (!ts.isComputedPropertyName(name)) return name.text;
  return name.expression.getText().startsWith("Symbol.") ? `[${name.expression.getText()}]` : undefined;
}

/** The name of a method or accessor that is computed; where it is not known, what it stands for is not followed. */
export function computedName(machine: Machine, name: ts.PropertyName, frame: Frame): string {
  const { expression } = name as ts.ComputedPropertyName;
  const key = machine.evaluators.expression(machine, expression, frame).constant?.value;
  if (key === undefined) machine.observer.gaveUp(machine, "a method under a computed name", name);
  return String(key);
}

function put(
  machine: Machine,
  object: HeapObject,
  name: string,
  value: Value,
  node: ts.Node,
  frame: Frame,
): HeapObject {
  return { ...object, fields: new Map(object.fields).set(name, machine.named(value, name, node, frame.context)) };
}

/** `...value` in an object literal, and each argument of Object.assign: what it has overrides what is there. */
export function spreadInto(
  machine: Machine,
  object: HeapObject,
  value: Value,
  node: ts.Node,
  frame: Frame,
): HeapObject {
  let result: HeapObject | undefined;
  for (const address of value.refs) {
    const source = machine.object(address);
    if (source === undefined) continue;
    const next = overridden(machine, object, source, value, node, frame);
    result = result === undefined ? next : machine.mergeObject(result, next, node);
  }
  if (value.scalar?.is === "unknown") return { ...object, elem: machine.join(object.elem, value, node) };
  if (result === undefined) return object;
  return value.nullish && value.refs.every((address) => machine.object(address)?.kind !== "opaque")
    ? machine.mergeObject(object, result, node)
    : result;
}

function overridden(
  machine: Machine,
  object: HeapObject,
  source: HeapObject,
  value: Value,
  node: ts.Node,
  frame: Frame,
): HeapObject {
  const site = { node, frame };
  const unnamed = source.kind === "object" ? source.elem : machine.evaluators.iterate(machine, value, site).element;
  const fields = new Map<string, Value>();
  const meets = unnamed.scalar !== undefined || unnamed.refs.length > 0;
  for (const [name, old] of object.fields) fields.set(name, meets ? machine.join(old, unnamed, node) : old);
  for (const [name, field] of source.fields) fields.set(name, guardedValue(field, value.choice));
  const size = joinSizes(object.size, source.size, machine.place(node));
  return { ...object, fields, elem: machine.join(object.elem, guardedValue(unnamed, value.choice), node), size };
}
