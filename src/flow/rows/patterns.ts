import { exactly, joinUntil, START } from "../domain/rows.ts";
import { bare } from "../machine/text.ts";
import { identifiersOf } from "../reach/names.ts";
import { ts } from "../syntax/ts.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { memberOf } from "./members.ts";
import { elementAt, relativeTo } from "./reading.ts";
import type { Value } from "./values.ts";
import { FREE, joinValues, rowValue, withUntil } from "./values.ts";

export function declareNames(machine: RowMachine, name: ts.Node, frame: Frame): void {
  for (const each of identifiersOf(name)) machine.declare(frame.scope, each, frame.context);
}

/** Gives a value to a name, a pattern, or anything else that can stand left of `=`. */
export function assign(machine: RowMachine, target: ts.Node, value: Value, frame: Frame, declares = false): void {
  if (machine.state === undefined) return;
  if (declares) declareNames(machine, target, frame);
  const node = ts.isExpression(target) ? bare(target) : target;
  if (ts.isIdentifier(node)) name(machine, node, value, frame);
  else if (ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)) pattern(machine, node, value, frame);
  else if (ts.isPropertyAccessExpression(node)) {
    const receiver = machine.parts.evaluate(machine, node.expression, frame);
    setMember(machine, receiver, node.name.text, value, node, frame);
  } else if (ts.isElementAccessExpression(node)) element(machine, node, value, frame);
  else if (ts.isArrayLiteralExpression(node)) {
    for (const [i, each] of node.elements.entries()) assign(machine, each, partAt(machine, value, i, node), frame);
  } else if (ts.isObjectLiteralExpression(node)) {
    for (const each of node.properties) {
      if (ts.isShorthandPropertyAssignment(each))
        assign(machine, each.name, memberOf(machine, value, each.name.text, node, frame), frame);
      else if (ts.isPropertyAssignment(each))
        assign(machine, each.initializer, memberOf(machine, value, each.name.getText(), node, frame), frame);
      else machine.unsupported(each);
    }
  } else machine.unsupported(node);
}

function name(machine: RowMachine, node: ts.Identifier, value: Value, frame: Frame): void {
  const declared = machine.cellOf(frame.scope, node) !== undefined ? node : machine.names.names.declaration(node);
  const cell = declared && machine.cellOf(frame.scope, declared);
  if (declared === undefined || cell === undefined) {
    machine.gap(`${node.text} is given a value, and is declared outside of what is followed`, node);
    return;
  }
  machine.write(cell, declared, value);
  machine.listener.stored({ name: node.text, into: NOWHERE, index: undefined }, value, node, frame);
}

function pattern(machine: RowMachine, node: ts.BindingPattern, value: Value, frame: Frame): void {
  for (const [i, each] of node.elements.entries()) {
    if (!ts.isBindingElement(each)) continue;
    let part: Value;
    if (each.dotDotDotToken !== undefined) part = value;
    else if (ts.isArrayBindingPattern(node)) part = partAt(machine, value, i, each);
    else {
      const key = each.propertyName ?? each.name;
      part = ts.isComputedPropertyName(key)
        ? machine.unsupported(key)
        : memberOf(machine, value, key.getText(), each, frame);
    }
    if (each.initializer !== undefined)
      part = joinValues(part, machine.parts.evaluate(machine, each.initializer, frame));
    assign(machine, each.name, part, frame);
  }
}

/** The i-th of what is taken apart. */
function partAt(machine: RowMachine, value: Value, i: number, node: ts.Node): Value {
  let part: Value | undefined = value.refs.size === 0 ? FREE : undefined;
  for (const address of value.refs) {
    const known = machine.at(address);
    const field = known?.fields.get(String(i));
    const read = field ?? elementAt(machine, address, rowValue(exactly(START, i)), node);
    part = part === undefined ? read : joinValues(part, read);
  }
  return withUntil(part ?? FREE, value.until);
}

export function setMember(
  machine: RowMachine,
  receiver: Value,
  member: string,
  value: Value,
  node: ts.Node,
  frame: Frame,
): void {
  for (const address of receiver.refs) {
    const known = machine.at(address);
    if (known?.kind === "list" && member === "length") continue;
    machine.setField(address, member, withUntil(value, receiver.until));
  }
  if (receiver.refs.size === 0 && (value.until.terms.size > 0 || value.refs.size > 0))
    machine.gap("something is stored where nobody knows", node);
  machine.listener.stored({ name: member, into: receiver.refs, index: undefined }, value, node, frame);
}

function element(machine: RowMachine, node: ts.ElementAccessExpression, value: Value, frame: Frame): void {
  const receiver = machine.parts.evaluate(machine, node.expression, frame);
  const index = machine.parts.evaluate(machine, node.argumentExpression, frame);
  const stored = withUntil(value, joinUntil(joinUntil(receiver.until, index.until), machine.path));
  for (const address of receiver.refs) {
    const kept = relativeTo({ ...stored, row: undefined, cell: undefined }, address, index);
    machine.addTo(address, kept);
  }
  if (receiver.refs.size === 0 && (stored.until.terms.size > 0 || stored.refs.size > 0))
    machine.gap("something is stored where nobody knows", node);
  machine.listener.stored({ name: undefined, into: receiver.refs, index }, stored, node, frame);
}

const NOWHERE: ReadonlySet<number> = new Set();
