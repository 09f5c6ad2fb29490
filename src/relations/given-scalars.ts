import type { Allocator } from "../model/config.ts";
import type { Scenario } from "../model/scenario.ts";

/** The computed scalars that a scenario gives; a text says why it gives none that alone decide what is applied. */
export function givenScalars({ config: { allocator } }: Scenario): readonly number[] | string {
  if (allocator.mode !== "compute")
    return `the allocator's mode is "${allocator.mode}": no scalar is computed and applied`;
  if (allocator.sleeveScalars !== undefined) return "sleeves have scalars of their own";
  if (allocator.scalars === undefined) return "the scalars are the layers', not given";
  return allocator.scalars.length === 0 ? "no scalar is given" : allocator.scalars;
}

/** The scenario with other computed scalars. */
export function withGivenScalars({ market, config }: Scenario, scalars: readonly number[]): Scenario {
  const allocator: Allocator = { ...config.allocator, mode: "compute", scalars: [...scalars] };
  return { market, config: { ...config, allocator } };
}
