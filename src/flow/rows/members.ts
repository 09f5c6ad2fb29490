import { END, exactly, joinUntil } from "../domain/rows.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { classMember } from "./classes.ts";
import { moduleValue } from "./globals.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { contentOf, elementAt } from "./reading.ts";
import type { Value } from "./values.ts";
import { depending, FREE, isPlain, joinValues, refTo, rowValue, withUntil } from "./values.ts";

/** Members of things, by name or index. */

/** A member of something, by name. */
export function memberOf(machine: RowMachine, receiver: Value, name: string, node: ts.Node, frame: Frame): Value {
  let result: Value | undefined = receiver.refs.size === 0 ? depending(receiver.until) : undefined;
  for (const address of receiver.refs) {
    const read = memberAt(machine, address, name, node, frame);
    result = result === undefined ? read : joinValues(result, read);
  }
  return withUntil(result ?? FREE, receiver.until);
}

function memberAt(machine: RowMachine, address: number, name: string, node: ts.Node, frame: Frame): Value {
  const known = machine.at(address);
  if (known === undefined) return FREE;
  if (
    (name === "length" || name === "size") &&
    known.kind !== "list" &&
    known.kind !== "map" &&
    !known.fields.has(name)
  )
    return depending(known.size);
  if (known.kind === "module") {
    const file = moduleFile(node, machine);
    const found = file && machine.names.member(file, name);
    return found?.is === "declared" ? moduleValue(machine, found.name, frame) : FREE;
  }
  if (known.kind === "list" || known.kind === "map") {
    if (name === "length" || name === "size")
      return known.full && known.stride === undefined
        ? { ...rowValue(exactly(END, 0)), until: known.size }
        : depending(known.size);
    return (
      known.fields.get(name) ??
      (known.elem.refs.size + known.elem.until.terms.size > 0 ? contentOf(machine, address, node) : FREE)
    );
  }
  const field = known.fields.get(name);
  const method = classMember(machine, known, name);
  if (method !== undefined) {
    const value = method.getter
      ? machine.parts.call(machine, method.value, [], node, frame, refTo(address))
      : method.value;
    return field === undefined ? value : joinValues(field, value);
  }
  if (known.kind === "outside")
    return joinValues(field ?? FREE, { ...known.elem, refs: new Set([...known.elem.refs, address]) });
  return field === undefined
    ? contentOf(machine, address, node)
    : isPlain(known.elem)
      ? field
      : joinValues(field, known.elem);
}

function moduleFile(node: ts.Node, machine: RowMachine): ts.SourceFile | undefined {
  const of = ts.isPropertyAccessExpression(node) ? bare(node.expression) : undefined;
  const origin = of !== undefined && ts.isIdentifier(of) ? machine.names.origin(of) : undefined;
  return origin?.is === "module" ? origin.file : undefined;
}

export function element(machine: RowMachine, node: ts.ElementAccessExpression, frame: Frame): Value {
  const receiver = machine.parts.evaluate(machine, node.expression, frame);
  const key = bare(node.argumentExpression);
  if (ts.isStringLiteralLike(key)) return memberOf(machine, receiver, key.text, node, frame);
  const index = machine.parts.evaluate(machine, key, frame);
  let result: Value | undefined =
    receiver.refs.size === 0 ? depending(joinUntil(receiver.until, index.until)) : undefined;
  for (const address of receiver.refs) {
    const known = machine.at(address)!;
    let read = elementAt(machine, address, index, node);
    for (const field of known.fields.values()) read = joinValues(read, field);
    if (known.kind === "outside") read = { ...read, refs: new Set([...read.refs, address]) };
    result = result === undefined ? read : joinValues(result, read);
  }
  return withUntil(withUntil(result ?? FREE, receiver.until), index.until);
}
