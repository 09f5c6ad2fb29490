import type { Bound, Until } from "../domain/rows.ts";
import { joinUntil, NEVER, START } from "../domain/rows.ts";
import type { ts } from "../syntax/ts.ts";
import { copyOf, everything } from "./copies.ts";
import { byCount } from "./counts.ts";
import { mapped } from "./list-calls.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { wholeOf } from "./reading.ts";
import type { Value } from "./values.ts";
import { depending, FREE, joinValues, thing } from "./values.ts";

/** The language's own functions. */

type Rule = (machine: RowMachine, args: readonly Value[], node: ts.Node, frame: Frame) => Value;

/** Globals that only look at what they are given. */
const LOOKING = /^(Math|Number|String|Boolean|BigInt|Symbol|JSON|Date|Intl|isNaN|isFinite|parseInt|parseFloat)\b/;

export function builtinCall(
  machine: RowMachine,
  path: string,
  args: readonly Value[],
  node: ts.Node,
  frame: Frame,
): Value | undefined {
  const rule = Object.hasOwn(RULES, path) ? RULES[path] : undefined;
  if (rule !== undefined) return rule(machine, args, node, frame);
  if (path.startsWith("console.")) return FREE;
  return LOOKING.test(path)
    ? depending(joinUntil(allOf(machine, args, node), byCount(machine, args, node)))
    : undefined;
}

function allOf(machine: RowMachine, args: readonly Value[], node: ts.Node): Until {
  return args.reduce((all, each) => joinUntil(all, wholeOf(machine, each, node)), NEVER);
}

const first: Rule = (_, [only = FREE]) => only;

const values: Rule = (machine, [only = FREE], node, frame) => {
  let elem = everything(machine, only, node);
  for (const address of only.refs)
    for (const field of machine.at(address)?.fields.values() ?? []) elem = joinValues(elem, field);
  return machine.make(node, frame.context, thing("list", { elem }), " values");
};

const names: Rule = (machine, [only = FREE], node, frame) => {
  let size = only.until;
  for (const address of only.refs) size = joinUntil(size, machine.at(address)?.size ?? NEVER);
  return machine.make(node, frame.context, thing("list", { size, elem: depending(size) }), " names");
};

const entries: Rule = (machine, args, node, frame) => {
  const [address] = values(machine, args, node, frame).refs;
  const elem = machine.at(address!)!.elem;
  const pair = machine.make(
    node,
    frame.context,
    thing("list", {
      fields: new Map([
        ["0", depending(elem.until)],
        ["1", elem],
      ]),
      elem,
    }),
    " pair",
  );
  return machine.make(node, frame.context, thing("list", { elem: pair }), " pairs");
};

/** The larger or smaller of two rows. */
function extreme(isMax: boolean): Rule {
  return (machine, args, node) => {
    const result = depending(allOf(machine, args, node));
    const rows = args.map(({ row }) => row);
    const known = (side: "lo" | "hi"): readonly Bound[] => rows.flatMap((each) => each?.[side] ?? []);
    // Of several upper bounds each bounds the smallest; a bound of the largest must bound them all.
    const named = (bounds: readonly Bound[]) => bounds.find(({ base }) => base !== START) ?? bounds[0];
    const all = (side: "lo" | "hi") => {
      const bounds = known(side);
      const same = bounds.length === rows.length && bounds.every(({ base }) => base === bounds[0]!.base);
      if (!same) return undefined;
      const offsets = bounds.map(({ offset }) => offset);
      return { base: bounds[0]!.base, offset: isMax ? Math.max(...offsets) : Math.min(...offsets) };
    };
    const row = isMax ? { lo: named(known("lo")), hi: all("hi") } : { lo: all("lo"), hi: named(known("hi")) };
    return row.lo === undefined && row.hi === undefined ? result : { ...result, row };
  };
}

const RULES: Readonly<Record<string, Rule>> = {
  "Math.max": extreme(true),
  "Math.min": extreme(false),
  "Object.freeze": first,
  "Object.keys": names,
  "Object.values": values,
  "Object.entries": entries,
  "Object.assign": (machine, [target = FREE, ...others], node) => {
    for (const address of target.refs)
      for (const each of others) machine.addTo(address, everything(machine, each, node));
    return target;
  },
  "Object.fromEntries": (machine, args, node, frame) =>
    machine.make(node, frame.context, thing("record", { elem: depending(allOf(machine, args, node)) }), " record"),
  "Promise.resolve": first,
  "Promise.all": first,
  "Number.isFinite": (machine, args, node) => depending(allOf(machine, args, node)),
  "Array.isArray": () => FREE,
  "Array.from": listFrom,
  "Float64Array.from": listFrom,
  "Float32Array.from": listFrom,
  "Int32Array.from": listFrom,
  "Array.of": (machine, args, node, frame) =>
    machine.make(node, frame.context, thing("list", { elem: args.reduce(joinValues, FREE) })),
  structuredClone: (machine, args, node) => depending(allOf(machine, args, node)),
};

/** `Array.from({ length: n }, (_, t) => …)` and copies of lists. */
function listFrom(
  machine: RowMachine,
  [source = FREE, callback]: readonly Value[],
  node: ts.Node,
  frame: Frame,
): Value {
  if (callback === undefined) return copyOf(machine, source, node, frame);
  return mapped(machine, source, node, frame, (element, index) =>
    machine.parts.call(machine, callback, [element, index], node, frame),
  );
}

export function constructBuiltin(
  machine: RowMachine,
  path: string,
  args: readonly Value[],
  node: ts.Node,
  frame: Frame,
): Value | undefined {
  if (/^(Array|\w+Array)$/.test(path)) {
    const [source] = args;
    const isList = source !== undefined && source.refs.size > 0;
    if (isList && path !== "Array") return copyOf(machine, source, node, frame);
    const elem = args.length > 1 ? args.reduce(joinValues, FREE) : FREE;
    return machine.make(
      node,
      frame.context,
      thing("list", { elem: { ...elem, row: undefined }, size: isList ? NEVER : (source?.until ?? NEVER) }),
    );
  }
  if (/^(Map|Set|WeakMap|WeakSet)$/.test(path)) {
    const [source] = args;
    const elem = source === undefined ? FREE : depending(wholeOf(machine, source, node));
    const refs = source === undefined ? [] : [...everything(machine, source, node).refs];
    return machine.make(node, frame.context, thing("map", { elem: { ...elem, refs: new Set(refs) } }));
  }
  if (/^(Date|RegExp|URL|Intl\.\w+)$/.test(path) || /Error$/.test(path)) return depending(allOf(machine, args, node));
  return undefined;
}
