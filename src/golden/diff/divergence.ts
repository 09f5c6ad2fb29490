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

/** A difference that nothing before it in the pipeline explains, and the changed figures that may follow from it. */
export const divergenceSchema = z.strictObject({
  change: changeSchema,
  /** Other changed figures of the same table and date. */
  beside: z.int(),
  /** Changed figures further down the pipeline or at later dates, by artifact in the order of their dates. */
  follows: z.strictObject({ changes: z.int(), artifacts: z.array(followingSchema) }),
});
export type Divergence = z.infer<typeof divergenceSchema>;

interface Root {
  readonly diff: PartDiff;
  readonly following: Following[];
}

/**
 * The differences that stand at the beginning: the earliest date first, of one date the earliest stage, of one stage
 * the first table and column. Figures of a part that differ at no earlier a point than those of another that is fed
 * into what comes later may follow from that one and are counted under it; what is given from outside never does, and
 * from the last tables of the pipeline nothing does. What has vanished, is new or stands in another order is told by
 * name and explains no figure: it is among these only where it is the first difference of all.
 */
export function divergences(parts: readonly PartDiff[]): readonly Divergence[] {
  const roots: Root[] = [];
  for (const diff of inOrder(parts, figuresOf)) {
    const cause = diff.part.given === true ? undefined : roots.find((root) => root.diff.part.last !== true);
    if (cause === undefined) roots.push({ diff, following: [] });
    else cause.following.push(followingOf(diff));
  }
  const found = roots.map(divergenceOf);
  const [named] = inOrder(parts, namedOf);
  if (named === undefined) return found;
  const [first] = roots;
  if (first !== undefined && order(first.diff, figuresOf, named, namedOf) < 0) return found;
  return [{ change: namedOf(named)!, beside: 0, follows: { changes: 0, artifacts: [] } }, ...found];
}

type FirstOf = (diff: PartDiff) => Change | undefined;

const figuresOf: FirstOf = ({ changes }) => changes.figures.first;
const namedOf: FirstOf = ({ changes }) => changes.named.first;

function inOrder(parts: readonly PartDiff[], firstOf: FirstOf): readonly PartDiff[] {
  return parts.filter((each) => firstOf(each) !== undefined).sort((a, b) => order(a, firstOf, b, firstOf));
}

function order(a: PartDiff, firstOfA: FirstOf, b: PartDiff, firstOfB: FirstOf): number {
  const dates = compareDates(firstOfA(a)?.date ?? null, firstOfB(b)?.date ?? null);
  return dates || PARTS.indexOf(a.part) - PARTS.indexOf(b.part);
}

function followingOf({ part, changes: { figures } }: PartDiff): Following {
  return { artifact: part.file, stage: part.stage, from: figures.first?.date ?? null, changes: figures.total };
}

function divergenceOf({ diff: { changes, part }, following }: Root): Divergence {
  const { first, atFirstDate, nextDate, total } = changes.figures;
  const beside = atFirstDate - 1;
  const later = total - atFirstDate;
  const own = later === 0 ? [] : [{ artifact: part.file, stage: part.stage, from: nextDate, changes: later }];
  const artifacts = [...own, ...following];
  return {
    change: first!,
    beside,
    follows: { changes: artifacts.reduce((sum, each) => sum + each.changes, 0), artifacts },
  };
}
