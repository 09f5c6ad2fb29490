import { exactly } from "../domain/rows.ts";
import { ts } from "../syntax/ts.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { contentOf, elementAt } from "./reading.ts";
import type { Value } from "./values.ts";
import { depending, FREE, joinValues, refTo, rowValue, thing } from "./values.ts";

/** Lists as wholes: copies of them, and everything in them. */

export function argumentsOf(machine: RowMachine, nodes: readonly ts.Expression[], frame: Frame): readonly Value[] {
  return nodes.flatMap((node) => {
    if (!ts.isSpreadElement(node)) return [machine.parts.evaluate(machine, node, frame)];
    const list = machine.parts.evaluate(machine, node.expression, frame);
    const content = everything(machine, list, node);
    return [content, content, content, content];
  });
}

/** What any element of a list may be, all of them being used. */
export function everything(machine: RowMachine, list: Value, node: ts.Node): Value {
  let result = depending(list.until);
  for (const address of list.refs) result = joinValues(result, contentOf(machine, address, node));
  return { ...result, row: undefined, cell: undefined };
}

/** A new list of the same elements at the same places. */
export function copyOf(machine: RowMachine, list: Value, node: ts.Node, frame: Frame): Value {
  const [address] = list.refs;
  const known = address === undefined ? undefined : machine.at(address);
  if (list.refs.size !== 1 || known === undefined || known.kind !== "list" || known.elem.refs.size > 0)
    return machine.make(node, frame.context, thing("list", { elem: everything(machine, list, node) }), " copy");
  const own = machine.addressAt(node, frame.context, " copy");
  const index = rowValue(exactly("copied", 0));
  const element = elementAt(machine, address!, index, node);
  machine.make(node, frame.context, thing("list", { elem: FREE, size: known.size, full: known.full }), " copy");
  machine.addTo(own, relative(element, own));
  return { ...refTo(own), until: list.until };
}

/** Relative to the index at which it now stands. */
function relative(value: Value, address: number): Value {
  const terms = new Map(
    [...value.until.terms].map(([base, term]) => [base === "copied" ? `self:${address}` : base, term]),
  );
  return { ...value, row: undefined, until: { ...value.until, terms } };
}
