import { z } from "zod";
import { GOLDEN_STAGES, PARTS } from "../pipeline.ts";
import type { Change } from "./change.ts";
import { changeSchema, compareDates } from "./change.ts";
import type { PartDiff } from "./part-diff.ts";

const followingSchema = z.strictObject({
  artifact: z.string(),
  stage: z.enum(GOLDEN_STAGES),
  /** The earliest date that differs. */
  from: z.string().nullable(),
  changes: z.int(),
});
export type Following = z.infer<typeof followingSchema>;

/** A difference that nothing before it in the pipeline explains, and what may follow from it. */
export const divergenceSchema = z.strictObject({
  change: changeSchema,
  /** Other differences of the same table and date. */
  beside: z.int(),
  /** Differences further down the pipeline or at later dates, by artifact in pipeline order. */
  follows: z.strictObject({ changes: z.int(), artifacts: z.array(followingSchema) }),
});
export type Divergence = z.infer<typeof divergenceSchema>;

interface Root {
  readonly diff: PartDiff;
  readonly following: Following[];
}

/**
 * The differences that stand at the beginning: the earliest date first, of one date the earliest stage, of one stage
 * the first table and column. A part that differs at no earlier a point than another that is fed into what comes
 * later may follow from that one and is counted under it; what is given from outside never does, and from the last
 * tables of the pipeline nothing does.
 */
export function divergences(parts: readonly PartDiff[]): readonly Divergence[] {
  const differing = parts
    .filter(({ changes }) => changes.total > 0)
    .sort((a, b) => compareDates(dateOf(a), dateOf(b)) || PARTS.indexOf(a.part) - PARTS.indexOf(b.part));
  const roots: Root[] = [];
  for (const diff of differing) {
    const cause = diff.part.given === true ? undefined : roots.find((root) => root.diff.part.last !== true);
    if (cause === undefined) roots.push({ diff, following: [] });
    else cause.following.push(followingOf(diff));
  }
  return roots.map(divergenceOf);
}

function dateOf({ changes }: PartDiff): string | null {
  return changes.first?.date ?? null;
}

function followingOf({ part, changes }: PartDiff): Following {
  return { artifact: part.file, stage: part.stage, from: changes.first?.date ?? null, changes: changes.total };
}

function divergenceOf({ diff, following }: Root): Divergence {
  const { changes, part } = diff;
  const change = changes.first as Change;
  const beside = changes.atFirstDate - 1;
  const later = changes.total - 1 - beside;
  const own = later === 0 ? [] : [{ artifact: part.file, stage: part.stage, from: changes.nextDate, changes: later }];
  const artifacts = [...own, ...following];
  return {
    change,
    beside,
    follows: { changes: artifacts.reduce((sum, each) => sum + each.changes, 0), artifacts },
  };
}
