import type { Scalar } from "../domain/scalar.ts";
import { homogeneous } from "../domain/scalar.ts";
import type { HeapObject } from "../heap/object.ts";
import { heapObject, withField } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { isNothing } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import type { SourcePattern } from "./patterns.ts";

/** Names of outputs of risk targeting that hold the leverage which the weights already have. */
const LEVERAGE = /lever|multipl|scal/i;
/** Names of what holds weights, as against names of assets. */
export const NAMES_OF_WEIGHTS = /weight|book|position|exposure|holding|alloc|notional|post|^(w|wt|wgt|pos)$/i;

/** Makes what a source answers the weights (or what else is followed, or the violation that its call is). */
export function markSource(
  machine: Machine,
  { name, path, text }: SourcePattern,
  result: Value,
  scalar: Scalar,
  site: Site,
): Value {
  const step = machine.step("source", site.node, site.frame.context, scalar, [], `${name}()`);
  const weight: Value = { scalar, refs: [], nullish: false, step };
  return new Marker(machine, site, weight, text).mark(result, path);
}

class Marker {
  readonly #machine: Machine;
  readonly #site: Site;
  readonly #weight: Value;
  readonly #text: string;
  readonly #seen = new Set<number>();

  constructor(machine: Machine, site: Site, weight: Value, text: string) {
    this.#machine = machine;
    this.#site = site;
    this.#weight = weight;
    this.#text = text;
  }

  /** The value with weights at the path; objects are changed where they are. */
  mark(value: Value, path: readonly string[]): Value {
    const real = value.refs.filter((address) => this.#machine.object(address)?.kind !== "opaque");
    if (real.length === 0) return this.#opaque(value, path);
    for (const address of real) this.#markObject(address, path);
    return {
      ...value,
      refs: real,
      scalar: value.scalar?.is === "free" || value.scalar === undefined ? undefined : this.#weight.scalar,
    };
  }

  /** An answer without a body: a number, or a list of weights, whichever it is used as. */
  #opaque(value: Value, path: readonly string[]): Value {
    if (value.refs.length === 0 && path.length === 0)
      return isNothing(value) || value.scalar === undefined ? value : { ...this.#weight, nullish: value.nullish };
    const { node, frame } = this.#site;
    const list = this.#machine.allocate(
      node,
      frame.context,
      heapObject("array", { elem: this.#weight, meta: "weights" }),
      " weights",
    );
    let made = path.length === 0 ? { ...list, scalar: this.#weight.scalar, step: this.#weight.step } : list;
    for (const name of path.toReversed()) {
      const object = heapObject("object", { fields: new Map([[name, made]]), elem: this.#other("*") });
      made = this.#machine.allocate(node, frame.context, object, ` with ${name}`);
    }
    return made;
  }

  #markObject(address: number, path: readonly string[]): void {
    const object = this.#machine.object(address);
    if (object === undefined || this.#seen.has(address)) return;
    this.#seen.add(address);
    const [name, ...rest] = path;
    if (name !== undefined) this.#machine.update(address, this.#markField(object, name, rest));
    else if (object.kind === "object") this.#markRecord(address, object);
    else this.#machine.update(address, this.#markElements(object));
  }

  #markElements(object: HeapObject): HeapObject {
    const leaf = (value: Value): Value => (isNothing(value) ? value : this.#leaf(value));
    const fields = new Map(
      [...object.fields].map(([name, value]) => [name, this.#isFunction(value) ? value : leaf(value)]),
    );
    const elem = isNothing(object.elem) && object.items === undefined ? this.#weight : leaf(object.elem);
    return { ...object, fields, elem, items: object.items?.map(leaf) };
  }

  /** A number becomes a weight; a list of lists is marked at the bottom. */
  #leaf(value: Value): Value {
    const real = value.refs.filter((address) => this.#machine.object(address)?.kind !== "opaque");
    for (const address of real) this.#markObject(address, []);
    if (real.length > 0) return { ...value, refs: real };
    return value.scalar === undefined && value.refs.length === 0 ? value : { ...this.#weight, nullish: value.nullish };
  }

  #markField(object: HeapObject, name: string, rest: readonly string[]): HeapObject {
    let marked = this.#markOthers(object, [name]);
    const field = object.fields.get(name);
    if (field !== undefined) marked = withField(marked, name, this.mark(field, rest));
    return marked;
  }

  #markOthers(object: HeapObject, but: readonly string[]): HeapObject {
    const fields = new Map<string, Value>();
    for (const [name, value] of object.fields)
      fields.set(name, but.includes(name) ? value : this.#markOther(name, value));
    return { ...object, fields };
  }

  #markOther(name: string, value: Value): Value {
    for (const address of value.refs) {
      const object = this.#machine.object(address);
      if (object === undefined || this.#seen.has(address) || !["array", "map"].includes(object.kind)) continue;
      this.#seen.add(address);
      const other = this.#other(name);
      this.#machine.update(address, { ...object, items: undefined, elem: other });
    }
    if (value.scalar === undefined || value.constant !== undefined || value.refs.length > 0) return value;
    return { ...this.#other(name), nullish: value.nullish };
  }

  /** What else risk targeting answers: the leverage is in the weights already; of the rest nothing is known. */
  #other(name: string): Value {
    if (!LEVERAGE.test(name))
      return this.#machine.unknown(`${name} is another output of ${this.#text}`, this.#site.node);
    const scalar = homogeneous(0, { applied: true });
    const step = this.#machine.step(
      "source",
      this.#site.node,
      this.#site.frame.context,
      scalar,
      [],
      `${name} of ${this.#text}`,
      name,
    );
    return { scalar, refs: [], nullish: false, step };
  }

  /** An object of numbers by asset, or one that holds the weights among other things. */
  #markRecord(address: number, object: HeapObject): void {
    const held = [...object.fields].filter(([, value]) => value.refs.length > 0 && !this.#isFunction(value));
    // What came from outside, an asset's name for one, may be a list or not: what was made here is rather meant.
    const made = held.filter(([, value]) => !this.#isOpaque(value));
    const lists = (made.length > 0 ? made : held).map(([name]) => name);
    if (object.fields.size === 0 || !isNothing(object.elem)) {
      this.#machine.update(address, this.#markElements(object));
      return;
    }
    const named = lists.filter((name) => NAMES_OF_WEIGHTS.test(name));
    const numbers = [...object.fields.keys()].filter((name) => NAMES_OF_WEIGHTS.test(name));
    const meant = named.length === 1 ? named : [];
    if (meant.length === 0 && made.length === 0 && numbers.length === 1) meant.push(numbers[0]!);
    if (meant.length === 0 && lists.length === 1) meant.push(...lists);
    let marked = this.#markOthers(object, meant);
    for (const name of meant) marked = withField(marked, name, this.mark(object.fields.get(name)!, []));
    this.#machine.update(address, marked);
  }

  #isOpaque({ refs }: Value): boolean {
    return refs.every((address) => this.#machine.object(address)?.kind === "opaque");
  }

  #isFunction({ refs }: Value): boolean {
    return refs.some((address) => ["function", "class", "builtin"].includes(this.#machine.object(address)?.kind ?? ""));
  }
}
