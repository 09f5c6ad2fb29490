import type { ObjectKind } from "../heap/object.ts";
import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { constantValue, FREE_VALUE, refValue } from "../heap/value.ts";
import type { BuiltinInfo } from "../machine/closure.ts";
import type { Machine } from "../machine/machine.ts";

/** Names of the language and of libraries. They are paths: `Math.max`, `Array.prototype.map`, `mathjs:sum`. */

/** Which builtin's methods an object of a kind has. */
export const PROTOTYPES: Partial<Record<ObjectKind, string>> = {
  array: "Array",
  map: "Map",
  set: "Set",
  promise: "Promise",
  iterator: "Iterator",
  buffer: "Array",
};

export function builtin(machine: Machine, path: string): Value {
  const address = machine.intern.number(`builtin ${path}`);
  if (machine.object(address) === undefined) {
    const meta: BuiltinInfo = { path };
    machine.update(address, heapObject("builtin", { meta }));
  }
  return refValue(address);
}

/** Constants of builtins, e.g. Math.PI: numbers that are free of the weights. */
export function constantOf(path: string): Value | undefined {
  if (path === "Number.NaN") return constantValue(Number.NaN);
  if (path === "Number.POSITIVE_INFINITY" || path === "Number.NEGATIVE_INFINITY")
    return constantValue(Number.POSITIVE_INFINITY);
  return /^(Math|Number)\.[A-Z][A-Z0-9_]*$/.test(path) || path.startsWith("process.env") ? FREE_VALUE : undefined;
}

const GLOBALS = new Set(
  [
    "Array Object Number String Boolean BigInt Symbol Math JSON Map Set WeakMap WeakSet Promise Date",
    "RegExp Error TypeError RangeError Float64Array Float32Array Float16Array Int8Array Int16Array",
    "Int32Array Uint8Array Uint16Array Uint32Array Uint8ClampedArray ArrayBuffer SharedArrayBuffer",
    "console structuredClone isNaN isFinite parseFloat parseInt Intl Reflect performance process",
    "setTimeout setInterval clearTimeout clearInterval queueMicrotask globalThis Iterator AggregateError",
  ].flatMap((line) => line.split(" ")),
);

export function isGlobal(name: string): boolean {
  return GLOBALS.has(name);
}
