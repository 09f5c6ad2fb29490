import { ts } from "../syntax/ts.ts";
import { copyOf, everything } from "./copies.ts";
import { functionThing } from "./functions.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { contentOf } from "./reading.ts";
import type { Value } from "./values.ts";
import { FREE, joinValues, refTo, thing, withUntil } from "./values.ts";

/** Lists and objects that are written down. */

export function listOf(machine: RowMachine, node: ts.ArrayLiteralExpression, frame: Frame): Value {
  const [only] = node.elements;
  if (node.elements.length === 1 && only !== undefined && ts.isSpreadElement(only)) {
    const copied = machine.parts.evaluate(machine, only.expression, frame);
    return copyOf(machine, copied, node, frame);
  }
  const fields = new Map<string, Value>();
  let elem: Value = FREE;
  for (const [i, each] of node.elements.entries()) {
    const value = ts.isSpreadElement(each)
      ? everything(machine, machine.parts.evaluate(machine, each.expression, frame), each)
      : machine.parts.evaluate(machine, each, frame);
    const held = withUntil(value, machine.path);
    if (!node.elements.some(ts.isSpreadElement)) fields.set(String(i), held);
    elem =
      i === 0
        ? { ...held, row: undefined, cell: undefined }
        : joinValues(elem, { ...held, row: undefined, cell: undefined });
  }
  return machine.make(node, frame.context, thing("list", { elem, fields }));
}

export function recordOf(machine: RowMachine, node: ts.ObjectLiteralExpression, frame: Frame): Value {
  const address = machine.addressAt(node, frame.context);
  machine.make(node, frame.context, thing("record"));
  for (const each of node.properties) {
    const name = each.name?.getText().replace(/^["'](.*)["']$/, "$1") ?? "";
    if (ts.isSpreadAssignment(each)) {
      const given = machine.parts.evaluate(machine, each.expression, frame);
      for (const from of given.refs) {
        for (const [own, value] of machine.at(from)?.fields ?? []) machine.setField(address, own, value);
        machine.addTo(address, contentOf(machine, from, each));
      }
    } else if (ts.isPropertyAssignment(each)) {
      const value = machine.parts.evaluate(machine, each.initializer, frame);
      if (ts.isComputedPropertyName(each.name))
        machine.addTo(address, withUntil(value, machine.parts.evaluate(machine, each.name.expression, frame).until));
      else machine.setField(address, name, value);
    } else if (ts.isShorthandPropertyAssignment(each))
      machine.setField(address, name, machine.parts.evaluate(machine, each.name, frame));
    else if (ts.isMethodDeclaration(each))
      machine.setField(address, name, functionThing(machine, each, { ...frame, self: refTo(address) }));
    else machine.unsupported(each);
  }
  return refTo(address);
}
