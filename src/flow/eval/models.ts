import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { FREE_VALUE, UNDEFINED } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { FRAME_LIBRARIES, FUNCTION_LIBRARIES, IGNORED, TEXTS } from "../models/libraries.ts";
import { LIST_RULES } from "../models/lists.ts";
import { NUMBER_RULES } from "../models/numbers.ts";
import { TEXT_METHODS } from "../models/texts.ts";
import { sizeOf } from "./access.ts";
import { collectionMethod } from "./collection-methods.ts";
import { constructBuiltin } from "./constructors.ts";
import { fileCall, textCall } from "./files.ts";
import { frameMethod, libraryCall } from "./library-calls.ts";
import { listMethod } from "./list-positions.ts";
import { numberFunction } from "./number-functions.ts";
import { callOpaque, reach } from "./opaque.ts";
import { handled } from "./promises.ts";
import { STATICS } from "./statics.ts";
import { builtinMayThrow } from "./throwing.ts";

/** An entry of a table; not what every object has, such as `constructor`. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Calls of the language's and of libraries' functions, by their models. */

/** Whether a method of this name on something opaque is taken for that of a list or map. */
export function isModelledMethod(name: string): boolean {
  return (
    TEXT_METHODS.has(name) ||
    (own(LIST_RULES, name) !== undefined && name !== "set") ||
    name === "has" ||
    name === "get"
  );
}

/** `path` is `Math.max`, `Array.prototype.map`, `new Map`, `mathjs:sum`. */
export function callBuiltin(machine: Machine, path: string, self: Value, args: readonly Value[], site: Site): Value {
  const name = path.split(/[.:]/).at(-1)!;
  const { observer } = machine;
  builtinMayThrow(machine, path, self, args, site);
  if (!observer.concerns(name)) return byModel(machine, path, name, self, args, site);
  observer.calling(machine, name, args, site.node);
  return observer.answered(machine, name, args, byModel(machine, path, name, self, args, site), site);
}

function byModel(machine: Machine, path: string, name: string, self: Value, args: readonly Value[], site: Site): Value {
  const declared = machine.observer.modelled(machine, name, args, site.node, site.frame.context);
  if (declared !== undefined) return declared;
  if (path.startsWith("new ")) return constructBuiltin(machine, path.slice(4), args, site);
  const number = own(NUMBER_RULES, path) ?? (path.startsWith("Math.") ? "nonlinear" : undefined);
  const numbers = path.startsWith("Number.prototype.") ? [self, ...args.slice(1)] : args;
  if (number !== undefined) return numberFunction(machine, number, numbers, site);
  if (IGNORED.test(path)) return UNDEFINED;
  if (TEXTS.test(path)) return textCall(machine, path, args, site);
  const file = fileCall(machine, path, args, site);
  if (file !== undefined) return file;
  const statics = own(STATICS, path);
  if (statics !== undefined) return statics(machine, args, site, self);
  if (path.includes(".prototype.")) return prototypeMethod(machine, path, name, self, args, site);
  const [library, member] = path.split(/[:.](?=[^:.]*$)/);
  const rule = own(own(FUNCTION_LIBRARIES, library ?? "") ?? {}, member ?? "");
  if (rule !== undefined) return libraryCall(machine, rule, args, site);
  return unmodelled(machine, path, self, args, site);
}

function prototypeMethod(
  machine: Machine,
  path: string,
  name: string,
  self: Value,
  args: readonly Value[],
  site: Site,
): Value {
  if (name === "then" || name === "catch" || name === "finally") return handled(machine, name, self, args, site);
  const [address] = self.refs;
  const object = address === undefined ? undefined : machine.object(address);
  if (address !== undefined && object !== undefined && (object.kind === "map" || object.kind === "set")) {
    return collectionMethod(machine, address, object, name, args, site) ?? unmodelled(machine, path, self, args, site);
  }
  if (object?.kind === "iterator" && name === "next") return iteratorNext(machine, self, site);
  if (object?.meta === "frame") {
    const cells = frameMethod(machine, self, name, args, site);
    if (cells !== undefined) return cells;
  }
  if (TEXT_METHODS.has(name)) return textMethod(machine, self, args, site);
  const rule = own(LIST_RULES, name);
  if (rule !== undefined && path.startsWith("Array.")) return listMethod(machine, rule, name, self, args, site);
  if (rule !== undefined && object?.kind === "iterator") return listMethod(machine, rule, name, self, args, site);
  if (name === "get" && object?.kind === "opaque")
    return machine.evaluators.getElement(machine, self, args[0] ?? UNDEFINED, site);
  if (name === "hasOwnProperty") return { ...sizeOf(machine, self, site), constant: undefined };
  if (name === "has") return FREE_VALUE;
  return unmodelled(machine, path, self, args, site);
}

function textMethod(machine: Machine, self: Value, args: readonly Value[], { node }: Site): Value {
  return reach(machine, [self, ...args]).weights ? machine.unknown("text made of weights", node) : FREE_VALUE;
}

/** `{ value, done }` of an iterator. */
function iteratorNext(machine: Machine, self: Value, site: Site): Value {
  const { element } = machine.evaluators.iterate(machine, self, site);
  const fields = new Map<string, Value>([
    ["value", { ...element, nullish: true }],
    ["done", FREE_VALUE],
  ]);
  return machine.allocate(site.node, site.frame.context, { ...heapObject("object"), fields }, " next");
}

/** Without a model: free of weights if none reach it, else unknown. */
function unmodelled(machine: Machine, path: string, self: Value, args: readonly Value[], site: Site): Value {
  const library = path.includes(":") ? path.split(":")[0]! : path;
  if (FRAME_LIBRARIES.includes(library) && !reach(machine, [self, ...args]).weights) return FREE_VALUE;
  // A date or the like has no address here, under which it could be kept in mind what it was given.
  if (self.scalar?.is === "free" && self.refs.length === 0 && reach(machine, args).weights)
    machine.observer.gaveUp(machine, `${path} may keep weights`, site.node);
  const given = self.refs.length === 0 && self.scalar === undefined ? args : [self, ...args];
  const answer = callOpaque(machine, library, path, given, site);
  // A method of something unknown is no more known than that.
  return self.scalar?.is === "unknown" && self.refs.length === 0 ? self : answer;
}
