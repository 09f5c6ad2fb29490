import { joinUntil, NEVER } from "../domain/rows.ts";
import type { ts } from "../syntax/ts.ts";
import { everything } from "./copies.ts";
import { overElements } from "./each.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { relativeTo, wholeOf } from "./reading.ts";
import type { Value } from "./values.ts";
import { FREE, refTo, thing } from "./values.ts";

/** What methods of lists have in common. */

export interface Call {
  readonly machine: RowMachine;
  readonly self: Value;
  readonly args: readonly Value[];
  readonly node: ts.Node;
  readonly frame: Frame;
}

export function whole({ machine, self, args, node }: Call) {
  return [self, ...args].reduce((all, each) => joinUntil(all, wholeOf(machine, each, node)), NEVER);
}

export function content({ machine, self, node }: Call): Value {
  return everything(machine, self, node);
}

export function made({ machine, node, frame }: Call, elem: Value, what = " list"): Value {
  return machine.make(node, frame.context, thing("list", { elem: { ...elem, row: undefined, cell: undefined } }), what);
}

/** A list with the answer of a callback for every element, each at the place of its element. */
export function mapped(
  machine: RowMachine,
  list: Value,
  node: ts.Node,
  frame: Frame,
  answer: (element: Value, index: Value) => Value,
): Value {
  const full = list.refs.size > 0 && [...list.refs].every((each) => machine.at(each)?.full === true);
  let size = list.until;
  for (const each of list.refs) size = joinUntil(size, machine.at(each)?.size ?? NEVER);
  const own = machine.addressAt(node, frame.context, " mapped");
  machine.make(node, frame.context, thing("list", { full, size }), " mapped");
  overElements(machine, node, frame, list, (element, index) => {
    const value = answer(element, index);
    if (machine.state === undefined) return;
    machine.addTo(own, relativeTo({ ...value, row: undefined, cell: undefined }, own, index));
  });
  return refTo(own);
}

export function callback({ machine, args, node, frame, self }: Call, values: readonly Value[]): Value {
  const [callee] = args;
  return callee === undefined ? FREE : machine.parts.call(machine, callee, [...values, self], node, frame);
}
