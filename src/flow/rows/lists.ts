import { joinUntil, NEVER } from "../domain/rows.ts";
import { TEXT_METHODS } from "../models/texts.ts";
import type { ts } from "../syntax/ts.ts";
import { everything } from "./copies.ts";
import { overElements } from "./each.ts";
import type { Call } from "./list-calls.ts";
import { callback, content, made, mapped, whole } from "./list-calls.ts";
import { added, keyed, moved, sorted } from "./list-changes.ts";
import { at, looked, part } from "./list-parts.ts";
import type { Frame, RowMachine } from "./machine.ts";

import { wholeOf } from "./reading.ts";
import type { Value } from "./values.ts";
import { depending, FREE, joinValues, withUntil } from "./values.ts";

/** Methods of lists, maps and texts, by name. */

/** What a method of the language's own answers; undefined for one that is not known. */
export function listMethod(
  machine: RowMachine,
  self: Value,
  name: string,
  args: readonly Value[],
  node: ts.Node,
  frame: Frame,
): Value | undefined {
  const rule = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  const given: Call = { machine, self, args, node, frame };
  if (self.refs.size === 0) {
    const isPlain = rule !== undefined || TEXT_METHODS.has(name) || NUMBER_METHODS.has(name);
    if (!isPlain) return undefined;
    // Data from outside, with a callback to be called for what is in it.
    if (rule !== undefined && args.some(({ refs }) => [...refs].some((each) => machine.at(each)?.kind === "function")))
      return rule({ ...given, self: { ...self, refs: machine.outside(node, frame.context, "data").refs } });
    return depending(args.reduce((all, each) => joinUntil(all, wholeOf(machine, each, node)), self.until));
  }
  if (rule !== undefined) return rule(given);
  return NUMBER_METHODS.has(name) || TEXT_METHODS.has(name) ? depending(whole(given)) : undefined;
}

const NUMBER_METHODS = new Set(
  "toFixed toString valueOf toPrecision toISOString getTime getUTCDay getUTCMonth getUTCFullYear".split(" "),
);

/** Elements that a callback chooses, or whether it does: depends on all that it was asked about. */
function chosen(given: Call, keeps: boolean): Value {
  const { machine, self, node, frame } = given;
  const verdict = machine.intern.at("chosen ", node, frame.context);
  machine.hold(verdict, FREE);
  overElements(machine, node, frame, self, (element, index) => {
    const truth = callback(given, [element, index]);
    if (machine.state !== undefined) machine.hold(verdict, joinValues(machine.read(verdict), depending(truth.until)));
  });
  const { until } = machine.read(verdict);
  if (!keeps) return withUntil({ ...content(given), row: undefined }, until);
  const list = made(given, withUntil(content(given), until));
  for (const address of list.refs) machine.put(address, { ...machine.at(address)!, size: until });
  return list;
}

function tested(given: Call): Value {
  return depending(chosen({ ...given, self: given.self }, false).until);
}

function folded(given: Call): Value {
  const { machine, self, args, node, frame } = given;
  const total = machine.intern.at("folded ", node, frame.context);
  machine.hold(total, args[1] ?? { ...content(given), row: undefined });
  overElements(machine, node, frame, self, (element, index) => {
    const next = callback(given, [machine.read(total), element, index]);
    if (machine.state !== undefined) machine.hold(total, withUntil(next, machine.path));
  });
  return machine.read(total);
}

type Rule = (given: Call) => Value;

const METHODS: Readonly<Record<string, Rule>> = {
  map: (given) =>
    mapped(given.machine, given.self, given.node, given.frame, (element, index) => callback(given, [element, index])),
  flatMap: (given) => {
    const { machine, self, node, frame } = given;
    const list = made(given, FREE);
    overElements(machine, node, frame, self, (element, index) => {
      const value = callback(given, [element, index]);
      for (const address of list.refs) machine.addTo(address, everything(machine, value, node));
    });
    return list;
  },
  forEach: (given) => {
    overElements(
      given.machine,
      given.node,
      given.frame,
      given.self,
      (element, index) => void callback(given, [element, index]),
    );
    return FREE;
  },
  filter: (given) => chosen(given, true),
  find: (given) => chosen(given, false),
  findLast: (given) => chosen(given, false),
  findIndex: tested,
  findLastIndex: tested,
  some: tested,
  every: tested,
  reduce: folded,
  reduceRight: (given) => joinValues(folded(given), depending(whole(given))),
  slice: part,
  subarray: part,
  at,
  push: (given) => added(given, given.args),
  unshift: (given) => moved(given, given.args),
  pop: content,
  shift: (given) => {
    const all = content(given);
    moved(given);
    return all;
  },
  splice: (given) => {
    const all = content(given);
    moved(given, given.args.slice(2));
    return made(given, all);
  },
  fill: (given) => {
    added(given, given.args.slice(0, 1));
    return given.self;
  },
  reverse: (given) => moved(given),
  sort: sorted,
  toReversed: (given) => made(given, content(given)),
  toSorted: (given) => {
    if (given.args[0] !== undefined) callback(given, [content(given), content(given)]);
    return made(given, depending(whole(given)));
  },
  concat: (given) =>
    made(
      given,
      given.args.reduce(
        (all, each) => joinValues(all, joinValues(each, everything(given.machine, each, given.node))),
        content(given),
      ),
    ),
  flat: (given) => made(given, joinValues(content(given), everything(given.machine, content(given), given.node))),
  join: (given) => depending(whole(given)),
  indexOf: (given) => depending(whole(given)),
  lastIndexOf: (given) => depending(whole(given)),
  includes: (given) => depending(whole(given)),
  values: ({ self }) => self,
  keys: (given) => made(given, depending(content(given).until)),
  entries: (given) => made(given, content(given)),
  set: keyed,
  get: looked,
  has: (given) =>
    depending(
      joinUntil(
        given.self.until,
        [...given.self.refs].reduce(
          (all, each) => joinUntil(all, given.machine.at(each)?.size ?? NEVER),
          given.args[0]?.until ?? NEVER,
        ),
      ),
    ),
  add: (given) => {
    added(given, given.args);
    return given.self;
  },
  delete: () => FREE,
  clear: () => FREE,
};
