import type { Stages } from "../engine/stages.ts";

/**
 * A seeded fault: the reference engine with one stage replaced, so that its books are wrong in one known way. An
 * invariant that notices none of them cannot be trusted to notice anything. Named for what is wrong; its file has its
 * id as name.
 */
export interface Fault {
  readonly id: string;
  /** What went wrong, as it would be told of a real engine. */
  readonly story: string;
  /** Where it happened: `owner/repository#number` of a public issue or pull request, or what kind of system it is from. */
  readonly source: string;
  /** The ids of the invariants that must notice it. */
  readonly breaks: readonly string[];
  /** The faulty engine's stages. Called once an engine; a fault that keeps state keeps it from here on. */
  stages(reference: Stages): Stages;
}
