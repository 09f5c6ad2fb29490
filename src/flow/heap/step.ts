import type { Place } from "../domain/place.ts";
import type { Scalar } from "../domain/scalar.ts";

/** What happens to the weights at a step of the chain. */
export type StepKind =
  | "source"
  | "copy"
  | "scalar"
  | "divide"
  | "sum"
  | "negate"
  | "call"
  | "return"
  | "element"
  | "store"
  | "join"
  | "condition"
  | "model"
  | "sink";

/** One step on the way of the weights: the trace falls out of what points to what. */
export interface Step {
  readonly id: number;
  readonly kind: StepKind;
  readonly place: Place;
  /** What is done, in the words of the source. */
  readonly text: string;
  /** The variable, property or parameter that takes the value, where one does. */
  readonly variable: string | undefined;
  /** The value it gives; the last one seen. */
  scalar: Scalar;
  readonly parents: Set<Step>;
}
