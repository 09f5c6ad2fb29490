import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import { reach } from "../eval/opaque.ts";
import { elementOf } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { carriesWeights } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";

/** A call of risk targeting: what of its arguments has been through it before, and what is written to that meanwhile. */
interface Application {
  readonly targeted: boolean;
  readonly books: ReadonlySet<number>;
  readonly refilled: Set<number>;
  readonly rescaled: Set<number>;
}

/** Whether risk targeting is applied to what it has answered. A buffer that is only filled anew by it is no argument. */
export class Applications {
  readonly #open = new Map<ts.Node, Application>();

  begin(machine: Machine, args: readonly Value[], node: ts.Node): void {
    const books = new Set([...reach(machine, args).addresses].filter((address) => isBook(machine, address)));
    const targeted = args.some(({ scalar }) => isTargeted(scalar));
    if (targeted || books.size > 0) this.#open.set(node, { targeted, books, refilled: new Set(), rescaled: new Set() });
    else this.#open.delete(node);
  }

  stored(address: number, value: Value): void {
    for (const { books, refilled, rescaled } of this.#open.values())
      if (books.has(address)) (carriesWeights(value) ? rescaled : refilled).add(address);
  }

  /** The violation that a call of the source is; undefined where it is none. */
  end(node: ts.Node, place: Place): Scalar | undefined {
    const call = this.#open.get(node);
    this.#open.delete(node);
    if (call === undefined) return undefined;
    const { targeted, books, refilled, rescaled } = call;
    const sure = targeted || [...books].some((address) => !refilled.has(address));
    if (!sure && rescaled.size === 0) return undefined;
    return { is: "broken", blame: { kind: "second-leverage", place, sure } };
  }
}

function isTargeted(scalar: Scalar | undefined): boolean {
  return scalar?.is === "homogeneous" && scalar.degree === 1 && scalar.mixed !== true;
}

function isBook(machine: Machine, address: number): boolean {
  const object = machine.object(address);
  if (object === undefined || object.kind === "function") return false;
  return isTargeted(elementOf(object, { file: "", line: 0, column: 0 }, machine.steps.join).scalar);
}
