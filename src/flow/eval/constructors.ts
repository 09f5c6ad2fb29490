import { compare, guarded } from "../domain/conditions.ts";
import { FREE } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { carriesWeights, FREE_VALUE, isNothing, UNDEFINED, ZERO_VALUE } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { FRAME_LIBRARIES } from "../models/libraries.ts";
import { bufferOf } from "./access.ts";
import { leafOf } from "./library-calls.ts";
import { callOpaque } from "./opaque.ts";
import { packed } from "./sizes.ts";
import { underKeys } from "./statics.ts";
import { rounded } from "./writing.ts";

/** `new` of builtins. */
export function constructBuiltin(machine: Machine, path: string, args: readonly Value[], site: Site): Value {
  const make = (object: HeapObject) => machine.allocate(site.node, site.frame.context, object);
  const [first = UNDEFINED] = args;
  if (path === "Float64Array") return typedArray(machine, args, false, site);
  if (/^(Float32|Float16|Big)?(Int|Uint)?(8|16|32|64)?(Clamped)?Array$/.test(path) && path !== "Array")
    return typedArray(machine, args, true, site);
  switch (path) {
    case "Array":
      if (args.length > 1) return make(heapObject("array", packed(machine, args, site.node)));
      return make(heapObject("array", { elem: { ...UNDEFINED }, size: first.scalar ?? FREE }));
    case "Map":
    case "WeakMap": {
      const { element, size } = machine.evaluators.iterate(machine, first, site);
      if (isEmpty(first)) return make(heapObject("map"));
      const parts = machine.evaluators.iterate(machine, element, site);
      const [keys = parts.element, elem = parts.element] = parts.items ?? [];
      const made = heapObject("map", { keys: { ...keys, constant: undefined }, elem, size: size.scalar ?? FREE });
      return make(underKeys(machine, made, parts.items?.[0], site));
    }
    case "Set":
    case "WeakSet": {
      if (isEmpty(first)) return make(heapObject("set"));
      const { element, size } = machine.evaluators.iterate(machine, first, site);
      const { scalar } = element;
      const place = machine.place(site.node);
      const equal = scalar === undefined ? FREE : compare(scalar, scalar, "equality", place);
      return make(heapObject("set", { keys: element, size: guarded(size.scalar ?? FREE, equal, "selection", place) }));
    }
    case "ArrayBuffer":
    case "SharedArrayBuffer": {
      const cells = machine.allocate(
        site.node,
        site.frame.context,
        heapObject("array", { elem: ZERO_VALUE, size: first.scalar ?? FREE }),
        " cells",
      );
      return bufferOf(machine, cells.refs[0]!, site);
    }
    case "Date":
    case "RegExp":
      return args.some(carriesWeights) ? machine.unknown(`new ${path} of weights`, site.node) : FREE_VALUE;
    case "Promise":
      return machine.unknown("new Promise", site.node);
    case "Proxy":
      return machine.unknown("Proxy", site.node);
  }
  if (path.endsWith("Error"))
    return make(heapObject("object", { fields: new Map([["message", first]]), elem: FREE_VALUE }));
  const library = path.split(":")[0]!;
  if (FRAME_LIBRARIES.includes(library)) {
    return make(heapObject("array", { elem: leafOf(machine, first, site), meta: "frame" }));
  }
  return callOpaque(machine, library, `new ${path}`, args, site);
}

function isEmpty(value: Value): boolean {
  return isNothing(value) || (value.scalar === undefined && value.refs.length === 0);
}

/** Of a length: zeros. Of a list: a copy. Of a buffer (also with an offset): the same cells. */
function typedArray(machine: Machine, args: readonly Value[], rounds: boolean, site: Site): Value {
  const [first = UNDEFINED] = args;
  const owners = first.refs.flatMap((address) => {
    const object = machine.object(address);
    return object?.kind === "buffer" ? (object.fields.get("owner")?.refs ?? []) : [];
  });
  if (owners.length > 0) {
    return rounds
      ? machine.unknown("bytes read as another type", site.node)
      : { ...first, refs: owners, scalar: undefined };
  }
  if (args.length > 1 && first.refs.length > 0) return machine.unknown("a view of memory that is not known", site.node);
  const lists = first.refs.filter((address) => machine.object(address)?.kind !== "opaque");
  const plain = lists.length === 0 && first.refs.length === 0;
  const { element, size } = machine.evaluators.iterate(machine, first, site);
  if (plain)
    return machine.allocate(
      site.node,
      site.frame.context,
      heapObject("array", { elem: ZERO_VALUE, size: first.scalar ?? FREE, rounds }),
    );
  const opaque = lists.length < first.refs.length;
  const elem = opaque ? machine.join(element, ZERO_VALUE, site.node) : element;
  const stored = rounds ? rounded(machine, elem, site) : elem;
  return machine.allocate(
    site.node,
    site.frame.context,
    heapObject("array", {
      elem: { ...stored, constant: undefined, nullish: false },
      size: size.scalar ?? FREE,
      rounds,
    }),
  );
}
