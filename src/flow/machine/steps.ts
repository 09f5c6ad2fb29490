import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";
import { dependsOnWeights } from "../domain/scalar.ts";
import type { Step } from "../heap/step.ts";
import type { StepJoin } from "../heap/value.ts";

/** A name that stands for an object of weights, and where it was given. */
export interface Alias {
  readonly variable: string;
  readonly place: Place;
}

/** Keeps the steps: one for each place, context and kind, however often it is evaluated. */
export class StepBook {
  readonly #steps = new Map<string, Step>();
  readonly #holders = new Map<Step, Set<number>>();
  readonly #aliases = new Map<number, Map<string, Alias>>();

  /** An element of an object has this step. */
  holds(step: Step | undefined, address: number): void {
    if (step === undefined) return;
    const holders = this.#holders.get(step);
    if (holders === undefined) this.#holders.set(step, new Set([address]));
    else holders.add(address);
  }

  /** A variable or property stands for some objects. */
  alias(addresses: readonly number[], variable: string, place: Place): void {
    for (const address of addresses) {
      const aliases = this.#aliases.get(address) ?? new Map<string, Alias>();
      aliases.set(`${variable} ${place.file}:${place.line}`, { variable, place });
      this.#aliases.set(address, aliases);
    }
  }

  /** The names under which objects go that hold a value with this step. */
  aliasesOf(step: Step): readonly Alias[] {
    return [...(this.#holders.get(step) ?? [])].flatMap((address) => [...(this.#aliases.get(address)?.values() ?? [])]);
  }

  /** The step with this key; made when it is new, and pointed to the values that it is made of. */
  step(
    key: string,
    { kind, place, text, variable, scalar }: Pick<Step, "kind" | "place" | "text" | "variable" | "scalar">,
    parents: readonly (Step | undefined)[],
  ): Step {
    let step = this.#steps.get(key);
    if (step === undefined) {
      step = { id: this.#steps.size, kind, place, text, variable, scalar, parents: new Set() };
      this.#steps.set(key, step);
    }
    step.scalar = scalar;
    for (const parent of parents) if (parent !== undefined && parent !== step) step.parents.add(parent);
    return step;
  }

  /** The step of one of two values. */
  readonly join: StepJoin = (a, b, scalar) => {
    if (a === undefined || b === undefined || a === b) return a ?? b;
    if (a.parents.has(b) && a.kind === "join") return a;
    if (b.parents.has(a) && b.kind === "join") return b;
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    return this.step(
      `join${first.id}+${second.id}`,
      {
        kind: "join",
        place: second.place,
        text: "one of several paths",
        variable: undefined,
        scalar: scalar ?? a.scalar,
      },
      [first, second],
    );
  };
}

/** Whether a value needs a step: only what depends on the weights has a way to show. */
export function needsStep(scalar: Scalar | undefined): scalar is Scalar {
  return scalar !== undefined && dependsOnWeights(scalar);
}
