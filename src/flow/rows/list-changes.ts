import { everything } from "./copies.ts";
import type { Call } from "./list-calls.ts";
import { callback, content } from "./list-calls.ts";
import { relativeTo, scattered, wholeOf } from "./reading.ts";
import type { Value } from "./values.ts";
import { depending, FREE, withUntil } from "./values.ts";

/** Methods that change a list. */

/** Tells who listens that a value is put into the list; without an index, somewhere. */
function tell({ machine, self, node, frame }: Call, index: Value | undefined, value: Value): void {
  machine.listener.stored({ name: undefined, into: self.refs, index }, withUntil(value, machine.path), node, frame);
}

/** Puts things into a list; where they come to stand is not known. */
export function added(given: Call, values: readonly Value[]): Value {
  const { machine, self } = given;
  for (const address of self.refs)
    for (const each of values) machine.addTo(address, { ...each, row: undefined, cell: undefined });
  for (const each of values) tell(given, undefined, each);
  return FREE;
}

/** What moves elements within the list leaves none where it stood. */
export function moved(given: Call, more: readonly Value[] = []): Value {
  const { machine, self, node } = given;
  for (const address of self.refs) scattered(machine, address, node);
  if (more.length > 0) added(given, more);
  return self;
}

export function sorted(given: Call): Value {
  const all = content(given);
  if (given.args[0] !== undefined) callback(given, [all, all]);
  const { machine, self, node } = given;
  moved(given);
  // Which element comes to stand where depends on all of them.
  for (const address of self.refs) machine.addTo(address, depending(wholeOf(machine, self, node)));
  return self;
}

export function keyed(given: Call): Value {
  const { machine, self, args, node } = given;
  const [key = FREE, value = FREE] = args;
  const isMap = [...self.refs].every((address) => machine.at(address)?.kind !== "list");
  if (!isMap) return added(given, [everything(machine, key, node)]);
  for (const address of self.refs) {
    machine.addTo(address, relativeTo(withUntil({ ...value, row: undefined }, key.until), address, key));
  }
  tell(given, key, value);
  return self;
}
