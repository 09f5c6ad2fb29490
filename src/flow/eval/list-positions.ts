import { join } from "../domain/conditions.ts";
import type { Guard, Value } from "../heap/value.ts";
import { carriesWeights, guardedValue } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { guardedWhole } from "../machine/state.ts";
import type { ListRule } from "../models/lists.ts";
import { answeredAt } from "./lag.ts";
import { listByRule } from "./list-methods.ts";

/** Which arguments of a method say where in the list: the first of them, and how many. */
const POSITIONS: Readonly<Record<string, readonly [number, number]>> = {
  slice: [0, 2],
  subarray: [0, 2],
  at: [0, 1],
  fill: [1, 2],
  copyWithin: [0, 3],
  with: [0, 1],
  set: [1, 1],
  splice: [0, 2],
  toSpliced: [0, 2],
  flat: [0, 1],
};

/** Methods of lists, by their rules. Where the weights say at which places, what comes of it depends on them. */
export function listMethod(
  machine: Machine,
  rule: ListRule,
  name: string,
  self: Value,
  args: readonly Value[],
  site: Site,
): Value {
  const [first, count] = POSITIONS[name] ?? [0, 0];
  const deciding = args.slice(first, first + count).filter(carriesWeights);
  if (deciding.length === 0) {
    const value = listByRule(machine, rule, name, self, args, site);
    return name === "at" ? answeredAt(machine, value, args[0], site.node) : value;
  }
  const place = machine.place(site.node);
  const condition = deciding.map(({ scalar }) => scalar!).reduce((a, b) => join(a, b, place));
  const guard: Guard = { condition, kind: "selection", place };
  const result = listByRule(machine, rule, name, self, args, site);
  if (rule.does !== undefined && rule.answers !== "copy") guardLists(machine, self, guard);
  return guardedValue(result, guard);
}

function guardLists(machine: Machine, { refs }: Value, guard: Guard): void {
  for (const address of refs) {
    const object = machine.object(address);
    if (object !== undefined) machine.update(address, guardedWhole(object, guard));
  }
}
