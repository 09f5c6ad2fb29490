import type { CorruptionFinding, FloorFinding, Sensitivity } from "../model/sensitivity.ts";

/** What every writer of a sensitivity document shows: blind spots first, then what was noticed, way by way. */
export interface SensitivityLayout {
  /** Corruptions that no invariant fails on: a wrong run would pass. */
  readonly blind: readonly CorruptionFinding[];
  /** Figures that may be changed by any size tried. */
  readonly bottomless: readonly FloorFinding[];
  readonly ways: readonly {
    readonly id: string;
    readonly story: string;
    readonly noticed: readonly CorruptionFinding[];
  }[];
  /** Figures with a smallest size noticed, way by way. */
  readonly floors: readonly { readonly id: string; readonly story: string; readonly floors: readonly FloorFinding[] }[];
  readonly tried: number;
  readonly noticed: number;
}

/** A document laid out for reading. */
export function layoutOf({ corruptions, floors }: Sensitivity): SensitivityLayout {
  const blind = corruptions.filter(({ noticedBy }) => noticedBy.length === 0);
  const bottomless = floors.filter(({ smallest }) => smallest === null);
  const tried = corruptions.length + floors.length;
  return {
    blind,
    bottomless,
    ways: byWay(corruptions.filter(({ noticedBy }) => noticedBy.length > 0)).map(([head, noticed]) => ({
      ...head,
      noticed,
    })),
    floors: byWay(floors.filter(({ smallest }) => smallest !== null)).map(([head, each]) => ({
      ...head,
      floors: each,
    })),
    tried,
    noticed: tried - blind.length - bottomless.length,
  };
}

/** What the reader has to know of how it was judged. */
export const JUDGED_ON =
  "Judged on what the figures mean: invariants on the files' digests do not judge here, since they notice any change of bytes where run.json declares digests, and nothing where it does not.";

/** A size, which is a power of ten, always written as one: `1e-5`, `0.1`, `1`, `1e6`. */
export function sizeOf(size: number | null): string {
  if (size === null) return "never";
  return size >= 0.1 && size < 100 ? String(size) : size.toExponential().replace("e+", "e");
}

/** `accounting/x, accounting/y`; warnings in brackets. */
export function witnesses({ noticedBy, warnedBy }: CorruptionFinding | FloorFinding): string {
  return [...noticedBy, ...warnedBy.map((id) => `(warning: ${id})`)].join(", ") || "nothing";
}

function byWay<Finding extends CorruptionFinding | FloorFinding>(
  findings: readonly Finding[],
): (readonly [{ readonly id: string; readonly story: string }, readonly Finding[]])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.id);
    if (group === undefined) groups.set(finding.id, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map((group) => [{ id: group[0]!.id, story: group[0]!.story }, group] as const);
}
