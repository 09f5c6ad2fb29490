import type { Scenario } from "../model/scenario.ts";
import type { Fault } from "./fault.ts";

/** The scenario whose list of scalars has lost its first entry, where it has one. */
function withoutFirstScalar(scenario: Scenario): Scenario {
  const { allocator } = scenario.config;
  if (allocator.mode !== "compute" || allocator.scalars === undefined) return scenario;
  const shortened = { ...allocator, scalars: allocator.scalars.slice(1) };
  return { ...scenario, config: { ...scenario.config, allocator: shortened } };
}

export const givenScalarsOneLate: Fault = {
  id: "given-scalars-one-late",
  story: "The first of the scalars given is taken for a header, and every rebalance computes its successor's scalar.",
  source: "a file of scalars without a header, read with one",
  breaks: ["allocator/given-scalars-recorded"],
  stages: (reference) => ({
    ...reference,
    allocate: (scenario, books, targeted, assessed) =>
      reference.allocate(withoutFirstScalar(scenario), books, targeted, assessed),
  }),
};
