import { curved } from "../domain/algebra.ts";
import type { Scalar } from "../domain/scalar.ts";
import { dependsOnWeights, FREE } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { elementOf, heapObject, summarised } from "../heap/object.ts";
import type { Guard, Value } from "../heap/value.ts";
import { carriesWeights, guardedValue, NOTHING, scalarValue, UNDEFINED } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { guardedWhole } from "../machine/state.ts";
import type { ListRule } from "../models/lists.ts";
import { havocAll, opaquePart, reach } from "./opaque.ts";
import { joinSizes, sizeUnder } from "./sizes.ts";
import { rounded } from "./writing.ts";

/** Methods that change the list that they are called on. */
export function changeList(
  machine: Machine,
  rule: ListRule,
  name: string,
  self: Value,
  args: readonly Value[],
  site: Site,
): Value {
  if (self.refs.length === 0) {
    if (reach(machine, args).weights) havocAll(machine, "weights are put into a list that is not known", site.node);
    return self;
  }
  const before = machine.evaluators.iterate(machine, self, site);
  const strong = self.refs.length === 1 && self.choice === undefined;
  for (const address of self.refs) {
    const object = machine.object(address);
    if (object === undefined) continue;
    if (object.frozen === true) machine.mayThrow(site.node, "a change of what is frozen");
    const given = args.map((value) => guardedValue(value, self.choice));
    const known =
      object.kind === "opaque"
        ? { ...object, elem: machine.join(object.elem, opaquePart(machine, address, object, "*", site), site.node) }
        : object;
    const changed = change(machine, rule, name, known, given, strong && !object.many, site);
    machine.update(address, self.choice === undefined ? changed : guardedWhole(changed, self.choice));
    for (const value of given) machine.observer.stored(machine, address, value, site.node);
  }
  switch (rule.answers) {
    case "self":
      return self;
    case "one":
      return { ...before.element, nullish: true };
    case "size":
      return scalarValue(before.size.scalar ?? FREE);
    case "part":
      return machine.allocate(site.node, site.frame.context, { ...heapObject("array"), elem: before.element }, " part");
    default:
      return UNDEFINED;
  }
}

function change(
  machine: Machine,
  { does }: ListRule,
  name: string,
  object: HeapObject,
  args: readonly Value[],
  strong: boolean,
  site: Site,
): HeapObject {
  const { node } = site;
  const place = machine.place(node);
  const size = args.reduce((all, { spread }) => joinSizes(all, spread, place), sizeUnder(machine, object));
  // A new size and new contents even where they look the same: it shows that something was written.
  const list = { ...object, size: { ...size }, elem: { ...object.elem } };
  const store = (value: Value): Value => (object.rounds === true ? rounded(machine, value, site) : value);
  const whole = () => {
    const summary = summarised(list, place, machine.steps.join);
    return { ...summary, elem: { ...summary.elem } };
  };
  switch (does) {
    case "adds":
      return added(machine, list, name, args, strong, site);
    case "fills": {
      const value = store(args[0] ?? UNDEFINED);
      const entire = strong && args.length === 1;
      return { ...whole(), elem: entire ? value : machine.join(whole().elem, value, node) };
    }
    case "replaces":
      return { ...whole(), elem: machine.join(whole().elem, store(args[1] ?? UNDEFINED), node) };
    case "copies-into": {
      const { element } = machine.evaluators.iterate(machine, args[0] ?? UNDEFINED, site);
      const entire = strong && args.length === 1;
      return { ...whole(), elem: entire ? store(element) : machine.join(whole().elem, store(element), node) };
    }
    case "sorts": {
      const elem = elementOf(object, place, machine.steps.join);
      const order = orderOf(machine, elem, args[0], site);
      const guard: Guard = { condition: order, kind: "reordered", place };
      return { ...whole(), elem: dependsOnWeights(order) ? guardedValue(elem, guard) : elem };
    }
    case "splices": {
      const elem = whole().elem;
      const inserted = args.slice(2).reduce((a, b) => machine.join(a, store(b), node), elem);
      const spliced = carriesWeights(elem)
        ? { ...inserted, scalar: curved([inserted.scalar!], "overwrite", place) }
        : inserted;
      return { ...whole(), elem: spliced };
    }
    default:
      return whole();
  }
}

function added(
  machine: Machine,
  object: HeapObject,
  name: string,
  args: readonly Value[],
  strong: boolean,
  site: Site,
): HeapObject {
  const { node } = site;
  let added: Value = NOTHING;
  let { size } = object;
  for (const value of args) {
    const isList = value.refs.length > 0 && value.refs.every((address) => machine.object(address)?.kind === "array");
    const spread = name === "concat" && isList ? machine.evaluators.iterate(machine, value, site) : undefined;
    const part = spread?.element ?? value;
    size = joinSizes(size, spread?.size.scalar, machine.place(node));
    added = machine.join(added, object.rounds === true ? rounded(machine, part, site) : part, node);
  }
  const items = object.items;
  if (
    items !== undefined &&
    strong &&
    name === "push" &&
    items.length + args.length <= 8 &&
    args.every(({ spread }) => spread === undefined)
  )
    return { ...object, size, items: [...items, ...args] };
  const whole = summarised(object, machine.place(node), machine.steps.join);
  return { ...whole, size, elem: machine.join(whole.elem, added, node) };
}

/** What the order of a sorted list depends on. */
function orderOf(machine: Machine, elem: Value, comparator: Value | undefined, site: Site): Scalar {
  if (comparator === undefined) return elem.scalar ?? FREE;
  const answer = machine.evaluators.call(machine, comparator, UNDEFINED, [elem, elem], site);
  const { scalar } = answer;
  if (scalar === undefined || !dependsOnWeights(scalar)) return FREE;
  // The sign of a difference of weights is the same for w and λw: the order bends, but does not break.
  return scalar.is === "homogeneous" ? { is: "homogeneous", degree: 0 } : scalar;
}
