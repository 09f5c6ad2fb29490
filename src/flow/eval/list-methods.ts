import { compare, guarded, truthOf } from "../domain/conditions.ts";
import type { Place } from "../domain/place.ts";
import type { Scalar, ViolationKind } from "../domain/scalar.ts";
import { dependsOnWeights, FREE, unknown } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { heapObject } from "../heap/object.ts";
import type { Guard, Value } from "../heap/value.ts";
import { FREE_VALUE, guardedValue, isNothing, NOTHING, refValue, scalarValue, UNDEFINED } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { guardChanges } from "../machine/state.ts";
import type { ListRule } from "../models/lists.ts";
import { readLater } from "./deferred.ts";
import { changeList } from "./list-changes.ts";
import { repeat } from "./loops.ts";

/** Methods of lists, by their rules; where their arguments come from is not looked at here. */
export function listByRule(
  machine: Machine,
  rule: ListRule,
  name: string,
  self: Value,
  args: readonly Value[],
  site: Site,
): Value {
  const { answers, does } = rule;
  if (does !== undefined && answers !== "copy") return changeList(machine, rule, name, self, args, site);
  switch (answers) {
    case "results":
    case "flattened":
      return results(machine, self, args, answers === "flattened", site);
    case "kept":
    case "one":
    case "test":
      return chosen(machine, rule, name, self, args, site);
    case "folded":
      return folded(machine, self, args, site);
    case "nothing":
      each(machine, self, site, (element) => call(machine, args, [element, FREE_VALUE, self], site));
      return UNDEFINED;
    case "copy":
    case "part":
      return copied(machine, rule, name, self, args, site);
    case "view":
    case "self":
      return self;
    case "index":
      return position(machine, self, args, site);
    case "text":
      return textOf(machine, self, site);
    case "flat":
      return flat(machine, self, site);
    default:
      return iterators(machine, answers, self, site);
  }
}

/** Calls the first argument of a method; the second one is its `this`, unless the method has another use for it. */
function call(
  machine: Machine,
  [callback, self = UNDEFINED]: readonly Value[],
  given: readonly Value[],
  site: Site,
): Value {
  return callback === undefined ? UNDEFINED : machine.evaluators.call(machine, callback, self, given, site);
}

/** Runs something for every element, until that changes nothing more. */
export function each(machine: Machine, list: Value, site: Site, turn: (element: Value) => void): void {
  let element = NOTHING;
  repeat(machine, site.node, {
    condition: () => {
      const iterated = machine.evaluators.iterate(machine, list, site);
      element = iterated.element;
      return { ...iterated.size, constant: undefined };
    },
    body: () => (isNothing(element) ? undefined : turn(element)),
    loop: { labels: [], isLoop: true, breaks: [], continues: [] },
  });
}

/** A new list with something in it. */
export function newList(machine: Machine, site: Site, object: Partial<HeapObject>, what = ""): Value {
  return machine.allocate(site.node, site.frame.context, heapObject("array", object), ` list${what}`);
}

function addTo(machine: Machine, list: Value, value: Value, site: Site): void {
  const address = list.refs[0]!;
  const object = machine.object(address);
  if (object !== undefined) machine.update(address, { ...object, elem: machine.join(object.elem, value, site.node) });
}

function results(machine: Machine, self: Value, args: readonly Value[], flatten: boolean, site: Site): Value {
  const { items, size } = machine.evaluators.iterate(machine, self, site);
  if (items !== undefined && items.length <= 4 && !flatten) {
    const made = items.map((item) => call(machine, args, [item, FREE_VALUE, self], site));
    return newList(machine, site, { items: made });
  }
  const list = newList(machine, site, { size: size.scalar ?? FREE });
  each(machine, self, site, (element) => {
    const made = call(machine, args, [element, FREE_VALUE, self], site);
    if (machine.state === undefined) return;
    const spread = flatten ? machine.evaluators.iterate(machine, made, site) : undefined;
    addTo(machine, list, spread?.element ?? made, site);
    if (spread?.size.scalar !== undefined && dependsOnWeights(spread.size.scalar))
      resize(machine, list, spread.size.scalar);
  });
  return list;
}

function resize(machine: Machine, list: Value, size: Scalar): void {
  const address = list.refs[0]!;
  const object = machine.object(address);
  if (object !== undefined) machine.update(address, { ...object, size });
}

/** Elements that a callback chooses; which ones may depend on the weights. */
function chosen(
  machine: Machine,
  { answers }: ListRule,
  name: string,
  self: Value,
  args: readonly Value[],
  site: Site,
): Value {
  const { node, frame } = site;
  const place = machine.place(node);
  const list = newList(machine, site, {}, " chosen");
  const test = machine.declare({ parent: undefined, names: new Map() }, "test", node, frame.context);
  machine.hold(test, FREE_VALUE);
  const hasCallback = args[0] !== undefined && answers !== "one" ? true : name.startsWith("find");
  const before = machine.state;
  each(machine, self, site, (element) => {
    const truth = hasCallback ? call(machine, args, [element, FREE_VALUE, self], site) : FREE_VALUE;
    const scalar = truth.scalar === undefined ? FREE : truthOf(truth.scalar, place);
    machine.hold(test, machine.join(machine.read(test), guardedValue(scalarValue(scalar), truth.choice), node));
    if (machine.state !== undefined) addTo(machine, list, element, site);
  });
  if (machine.state === undefined) return NOTHING;
  const condition = machine.read(test).scalar ?? FREE;
  const kind: ViolationKind = answers === "kept" ? "filter" : "selection";
  const guard: Guard | undefined = dependsOnWeights(condition) ? { condition, kind, place } : undefined;
  // All but filter stop at the first: what the callback does besides is done up to there.
  if (guard !== undefined && answers !== "kept" && before !== undefined)
    machine.state = guardChanges(before, machine.state, [machine.state], guard);
  if (answers === "test")
    return { ...machine.derive("condition", node, frame, guarded(FREE, condition, "conditional", place), []) };
  const object = machine.object(list.refs[0]!)!;
  const found = dropped(object.elem, place);
  const elem = guardedValue(answers === "kept" ? found : { ...found, nullish: true }, filterGuard(guard));
  const size =
    guard === undefined
      ? machine.evaluators.iterate(machine, self, site).size.scalar!
      : guarded(FREE, strict(condition), kind, place);
  machine.update(list.refs[0]!, { ...object, elem, size });
  return answers === "kept" ? list : elem;
}

/** Leaving out the assets without weight shifts the others, so a test against zero is no excuse here. */
function filterGuard(guard: Guard | undefined): Guard | undefined {
  return guard?.kind === "filter" ? { ...guard, condition: strict(guard.condition) } : guard;
}

function strict(condition: Scalar): Scalar {
  return condition.is === "homogeneous" ? { ...condition, zeroTest: false } : condition;
}

function dropped(value: Value, place: Place): Value {
  return value.scalar?.is === "homogeneous" ? { ...value, scalar: { ...value.scalar, dropped: place } } : value;
}

function folded(machine: Machine, self: Value, args: readonly Value[], site: Site): Value {
  const { node, frame } = site;
  const total = machine.declare({ parent: undefined, names: new Map() }, "accumulated", node, frame.context);
  const start =
    args.length > 1 ? args[1]! : { ...machine.evaluators.iterate(machine, self, site).element, nullish: false };
  machine.hold(total, start);
  each(machine, self, site, (element) => {
    machine.hold(total, call(machine, args.slice(0, 1), [machine.read(total), element, FREE_VALUE, self], site));
  });
  return machine.state === undefined ? NOTHING : machine.read(total);
}

function copied(
  machine: Machine,
  { does, answers }: ListRule,
  name: string,
  self: Value,
  args: readonly Value[],
  site: Site,
): Value {
  const { element, size, items } = machine.evaluators.iterate(machine, self, site);
  const rounds = self.refs.some((address) => machine.object(address)?.rounds === true);
  const sliced = answers === "part" && args.length > 0;
  const whole =
    items !== undefined && !sliced
      ? { items }
      : { elem: sliced ? dropped(element, machine.place(site.node)) : element };
  const list = newList(machine, site, { ...whole, size: size.scalar ?? FREE, rounds });
  if (does === undefined)
    return self.refs.some((address) => machine.object(address)?.kind === "opaque") ? { ...list, scalar: FREE } : list;
  changeList(machine, { answers: "self", does }, name, list, args, site);
  return list;
}

function position(machine: Machine, self: Value, args: readonly Value[], site: Site): Value {
  const { element, size } = machine.evaluators.iterate(machine, self, site);
  const [sought] = args;
  const place = machine.place(site.node);
  const equal = compare(element.scalar ?? FREE, sought?.scalar ?? FREE, "equality", place);
  const scalar = guarded(equal, size.scalar ?? FREE, "selection", place);
  return machine.derive("condition", site.node, site.frame, scalar, [element]);
}

function textOf(machine: Machine, self: Value, site: Site): Value {
  const { element } = machine.evaluators.iterate(machine, self, site);
  const place = machine.place(site.node);
  const free = element.refs.length === 0 && (element.scalar === undefined || !dependsOnWeights(element.scalar));
  return free ? FREE_VALUE : scalarValue(unknown("text made of weights", place));
}

function flat(machine: Machine, self: Value, site: Site): Value {
  const { element, size } = machine.evaluators.iterate(machine, self, site);
  let inner: Value = { ...element, refs: [] };
  for (const address of element.refs) {
    const kind = machine.object(address)?.kind;
    const part = refValue(address);
    inner = machine.join(
      inner,
      kind === "array" || kind === "opaque" ? machine.evaluators.iterate(machine, part, site).element : part,
      site.node,
    );
  }
  return newList(machine, site, { elem: guardedValue(inner, element.choice), size: size.scalar ?? FREE });
}

function iterators(machine: Machine, answers: ListRule["answers"], self: Value, site: Site): Value {
  const { element, size } = machine.evaluators.iterate(machine, self, site);
  const scalar = size.scalar ?? FREE;
  const pairs = () => newList(machine, site, { items: [FREE_VALUE, element], many: true }, " pair");
  const elem = answers === "keys" ? FREE_VALUE : answers === "entries" ? pairs() : element;
  return readLater(machine, newList(machine, site, { elem, size: scalar }), self, site);
}
