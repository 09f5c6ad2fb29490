import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { constantValue, isNothing, NOTHING, UNDEFINED } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { isHeldByClosure } from "./captures.ts";
import { operation } from "./operators.ts";
import type { Reference } from "./references.ts";
import { referenceTo } from "./references.ts";
import { lookUp } from "./scopes.ts";

/** Giving values to names, patterns, properties and elements. */

export function assignment(
  machine: Machine,
  node: ts.BinaryExpression,
  frame: Frame,
  logical: (value: Value, other: () => Value) => Value,
): Value {
  const operator = node.operatorToken.getText();
  const target = bare(node.left);
  if (operator === "=") {
    const value = machine.evaluators.expression(machine, node.right, frame);
    assign(machine, target, value, frame, node);
    return value;
  }
  const reference = referenceTo(machine, target, frame, node);
  const before = reference.read();
  const right = () => machine.evaluators.expression(machine, node.right, frame);
  if (operator !== "&&=" && operator !== "||=" && operator !== "??=") {
    return modified(machine, reference, before, operator.slice(0, -1), right(), node, frame);
  }
  if (!reference.runs) {
    const value = logical(before, right);
    reference.write(value);
    return value;
  }
  return logical(before, () => {
    const value = right();
    reference.write(value);
    return value;
  });
}

/** `target++` and the like; answers what it was before, or what it is then. */
export function stepped(
  machine: Machine,
  target: ts.Expression,
  operator: string,
  node: ts.Node,
  frame: Frame,
): { readonly before: Value; readonly after: Value } {
  const reference = referenceTo(machine, bare(target), frame, node);
  const before = reference.read();
  return { before, after: modified(machine, reference, before, operator, constantValue(1), node, frame) };
}

function modified(
  machine: Machine,
  reference: Reference,
  before: Value,
  operator: string,
  operand: Value,
  node: ts.Node,
  frame: Frame,
): Value {
  const value = operation(machine, before, operand, operator, node, frame);
  if (machine.state !== undefined) reference.write(value);
  return value;
}

/** `node` is the whole assignment, for its line. */
export function assign(machine: Machine, target: ts.Node, value: Value, frame: Frame, node: ts.Node = target): void {
  if (machine.state === undefined) return;
  if (ts.isIdentifier(target)) assignName(machine, target, value, frame, node);
  else if (ts.isParenthesizedExpression(target) || ts.isAsExpression(target) || ts.isNonNullExpression(target)) {
    assign(machine, target.expression, value, frame, node);
  } else if (ts.isPropertyAccessExpression(target)) {
    const receiver = machine.evaluators.expression(machine, target.expression, frame);
    machine.evaluators.set(machine, receiver, target.name.text, value, { node, frame });
  } else if (ts.isElementAccessExpression(target)) {
    const receiver = machine.evaluators.expression(machine, target.expression, frame);
    const index = machine.evaluators.expression(machine, target.argumentExpression, frame);
    machine.evaluators.setElement(machine, receiver, index, value, { node, frame });
  } else if (ts.isObjectBindingPattern(target)) objectPattern(machine, target, value, frame);
  else if (ts.isArrayBindingPattern(target) || ts.isArrayLiteralExpression(target)) {
    arrayPattern(machine, target.elements, value, frame);
  } else if (ts.isObjectLiteralExpression(target)) objectTarget(machine, target, value, frame);
  else machine.observer.gaveUp(machine, `unsupported target ${ts.SyntaxKind[target.kind]}`, target);
}

function assignName(machine: Machine, target: ts.Identifier, value: Value, frame: Frame, node: ts.Node): void {
  const binding = lookUp(frame.scope, target.text);
  if (binding === undefined) {
    machine.observer.gaveUp(machine, `${target.text} is declared nowhere`, target);
    return;
  }
  if (binding.node !== target && isConstant(binding.node)) {
    machine.observer.gaveUp(machine, `${target.text} is a constant, and is given another value`, target);
    return;
  }
  if (binding.node !== target) machine.observer.overwriting(machine, machine.read(binding), value, node);
  const named = machine.named(isNothing(value) ? UNDEFINED : value, target.text, node, frame.context);
  machine.steps.alias(named.refs, target.text, machine.place(node));
  if (binding.node === target && isHeldByClosure(machine, binding)) machine.shared.add(binding.location);
  const several = machine.shared.has(binding.location);
  machine.write(binding, several ? machine.join(machine.read(binding), named, node) : named, node);
}

function isConstant(node: ts.Node): boolean {
  let declared = node;
  while (ts.isBindingElement(declared.parent) || ts.isBindingName(declared.parent)) declared = declared.parent;
  return (
    ts.isVariableDeclaration(declared.parent) && (ts.getCombinedNodeFlags(declared.parent) & ts.NodeFlags.Const) !== 0
  );
}

function objectPattern(machine: Machine, pattern: ts.ObjectBindingPattern, value: Value, frame: Frame): void {
  const taken: string[] = [];
  for (const element of pattern.elements) {
    const { propertyName, name, initializer, dotDotDotToken } = element;
    if (dotDotDotToken !== undefined) {
      assign(machine, name, restOf(machine, value, taken, element, frame), frame);
      continue;
    }
    const key = propertyName ?? name;
    const part = memberNamed(machine, value, key, element, frame, taken);
    assign(machine, name, withDefault(machine, part, initializer, frame, element), frame, element);
  }
}

function memberNamed(
  machine: Machine,
  value: Value,
  key: ts.Node,
  node: ts.Node,
  frame: Frame,
  taken: string[],
): Value {
  const site = { node, frame };
  if (ts.isComputedPropertyName(key)) {
    const index = machine.evaluators.expression(machine, key.expression, frame);
    return machine.evaluators.getElement(machine, value, index, site);
  }
  const name = ts.isIdentifier(key) || ts.isStringLiteral(key) || ts.isNumericLiteral(key) ? key.text : key.getText();
  taken.push(name);
  return machine.evaluators.get(machine, value, name, site);
}

/** The default of a parameter or pattern, where the value may be missing. */
export function withDefault(
  machine: Machine,
  value: Value,
  initializer: ts.Expression | undefined,
  frame: Frame,
  node: ts.Node,
): Value {
  if (initializer === undefined || (!value.nullish && !isNothing(value))) return value;
  const before = machine.state;
  const fallback = machine.evaluators.expression(machine, initializer, frame);
  const missing = value.scalar === undefined && value.refs.length === 0;
  if (missing) return fallback;
  machine.state = machine.merge(before, machine.state, undefined, node);
  return machine.join({ ...value, nullish: false, constant: undefined }, fallback, node);
}

/** `...rest` of an object: what is left of it. */
function restOf(machine: Machine, value: Value, taken: readonly string[], node: ts.Node, frame: Frame): Value {
  let rest: Value = NOTHING;
  for (const address of value.refs) {
    const object = machine.object(address);
    if (object === undefined) continue;
    const fields = new Map([...object.fields].filter(([name]) => !taken.includes(name)));
    const elem =
      object.kind === "opaque" ? machine.evaluators.iterate(machine, value, { node, frame }).element : object.elem;
    const copy = heapObject("object", { fields, elem, size: object.size });
    rest = machine.join(rest, machine.allocate(node, frame.context, copy, ` rest of ${address}`), node);
  }
  return isNothing(rest) ? { ...value, constant: undefined } : rest;
}

function arrayPattern(machine: Machine, elements: readonly ts.Node[], value: Value, frame: Frame): void {
  for (const [i, each] of elements.entries()) {
    if (ts.isOmittedExpression(each)) continue;
    const site = { node: each, frame };
    const isRest = ts.isSpreadElement(each) || (ts.isBindingElement(each) && each.dotDotDotToken !== undefined);
    if (isRest) {
      const { element, size, items } = machine.evaluators.iterate(machine, value, site);
      const rest = items === undefined ? { elem: element, size: size.scalar! } : { items: items.slice(i) };
      const list = machine.allocate(each, frame.context, heapObject("array", rest), " rest");
      assign(machine, ts.isSpreadElement(each) ? each.expression : (each as ts.BindingElement).name, list, frame);
      continue;
    }
    const iterated = machine.evaluators.iterate(machine, value, site);
    const part =
      iterated.items === undefined ? { ...iterated.element, nullish: true } : (iterated.items[i] ?? UNDEFINED);
    if (ts.isBindingElement(each)) {
      assign(machine, each.name, withDefault(machine, part, each.initializer, frame, each), frame, each);
    } else if (ts.isBinaryExpression(each)) {
      assign(machine, each.left, withDefault(machine, part, each.right, frame, each), frame, each);
    } else assign(machine, each, part, frame);
  }
}

/** `({ a, b: c } = value)`. */
function objectTarget(machine: Machine, target: ts.ObjectLiteralExpression, value: Value, frame: Frame): void {
  for (const property of target.properties) {
    const site = { node: property, frame };
    if (ts.isShorthandPropertyAssignment(property)) {
      const part = machine.evaluators.get(machine, value, property.name.text, site);
      assign(
        machine,
        property.name,
        withDefault(machine, part, property.objectAssignmentInitializer, frame, property),
        frame,
        property,
      );
    } else if (ts.isPropertyAssignment(property) && !ts.isComputedPropertyName(property.name)) {
      assign(
        machine,
        property.initializer,
        machine.evaluators.get(machine, value, property.name.text, site),
        frame,
        property,
      );
    } else machine.observer.gaveUp(machine, "unsupported pattern", property);
  }
}
