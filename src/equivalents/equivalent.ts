import type { Stages } from "../engine/stages.ts";

/**
 * The reference engine by another road: a stage or more replaced by arithmetic that is the same on paper and rounds
 * otherwise. What an invariant says of one is a false alarm, and the residuals are the noise floor under its tolerance.
 */
export interface Equivalent {
  readonly id: string;
  /** What it does otherwise. */
  readonly road: string;
  /** Whether it computes in single precision, which only the float32 profile allows for. */
  readonly single?: true;
  stages(reference: Stages): Stages;
}
