import type { Fault } from "./fault.ts";
import { withApplied } from "./parts/books.ts";

export const precomputedIgnored: Fault = {
  id: "precomputed-ignored",
  story: "Loaded scalars are looked up under another spelling of the date, none is found, and the default counts.",
  source: "a two-pass audit whose passes had two calendars",
  breaks: ["exposure/precomputed-scalars-replayed", "relation/compute-equals-precomputed"],
  stages: (reference) =>
    withApplied(reference, ({ applied }, { config: { allocator } }) =>
      allocator.mode === "precomputed" ? applied?.map(() => allocator.applyMissingScalarAs) : undefined,
    ),
};
