import type { Run } from "../../model/run.ts";
import type { CorruptionFinding, FloorFinding, Sensitivity } from "../../model/sensitivity.ts";
import { SENSITIVITY_SCHEMA } from "../../model/sensitivity.ts";
import { TOOL } from "../../model/version.ts";
import type { RunInvariant } from "../../verify/invariant.ts";
import { judgeRun } from "../../verify/judge.ts";
import { RunView } from "../../verify/run-view.ts";
import { cellWays } from "./cells.ts";
import { columnWays } from "./columns.ts";
import type { Corruption, Way } from "./corruption.ts";
import { logWays } from "./log-lines.ts";
import { otherWays } from "./other-parts.ts";
import { precisionWays } from "./precision.ts";
import { tracedRun } from "./reads.ts";
import { rowWays } from "./rows.ts";

/** Every standard way of corrupting a run, in the order of the report. */
export const WAYS: readonly Way[] = [
  ...columnWays,
  ...rowWays,
  ...cellWays,
  ...precisionWays,
  ...logWays,
  ...otherWays,
];

export interface SensitivityRequest {
  readonly run: Run;
  /** What the run is called in the document. */
  readonly name: string;
  readonly invariants: readonly RunInvariant[];
  /** Draws the cells, rows and columns that are corrupted. */
  readonly seed: number;
  readonly onProgress?: (progress: { readonly done: number; readonly artifact: string; readonly way: string }) => void;
}

/** Who noticed. */
type Noticed = Pick<CorruptionFinding, "noticedBy" | "warnedBy">;

/**
 * What these invariants would notice if this run were wrong: it is corrupted in memory in every standard way, one at a
 * time, and judged each time. Those that read the files' digests do not judge: they notice any byte and understand
 * none. Those that fail on the run as it stands do not either: their alarm would say nothing of the corruption.
 * An invariant that does not read a file cannot notice what became of it, and is not asked. Deterministic for a seed.
 */
export function sensitivityOf({ run, name, invariants, seed, onProgress }: SensitivityRequest): Sensitivity {
  const { judges, passing, notJudging } = panelOfJudges(run, name, invariants);
  const corruptions: CorruptionFinding[] = [];
  const floors: FloorFinding[] = [];
  let done = 0;
  for (const way of WAYS) {
    for (const corruption of way.of(run, seed)) {
      const { artifact, place } = corruption;
      onProgress?.({ done, artifact, way: way.id });
      done++;
      const head = { id: way.id, story: way.story, artifact, place };
      const readers = judges.filter(({ reads }) => reads.has(artifact)).map(({ invariant }) => invariant);
      if (corruption.sizes !== undefined) {
        const floor = floorOf(corruption, corruption.sizes, readers);
        if (floor !== undefined) floors.push({ ...head, ...floor });
        continue;
      }
      const corrupted = corruption.apply(0);
      if (corrupted !== undefined) corruptions.push({ ...head, ...noticedBy(corrupted, readers) });
    }
  }
  return { schema: SENSITIVITY_SCHEMA, tool: TOOL, run: name, seed, judges: passing, notJudging, corruptions, floors };
}

/** An invariant that judges, with the files that it reads. */
interface Judge {
  readonly invariant: RunInvariant;
  readonly reads: ReadonlySet<string>;
}

interface Judges {
  readonly judges: readonly Judge[];
  /** Ids of those that pass on the run as it stands; the others may yet find something to examine. */
  readonly passing: string[];
  readonly notJudging: Sensitivity["notJudging"];
}

function panelOfJudges(run: Run, name: string, invariants: readonly RunInvariant[]): Judges {
  const judges: Judge[] = [];
  const passing: string[] = [];
  const notJudging: Sensitivity["notJudging"] = [];
  for (const invariant of invariants) {
    const { id } = invariant;
    if (invariant.needs.includes("files")) {
      notJudging.push({ id, reason: "notices any change of a file's bytes, whatever it means" });
      continue;
    }
    // A view of its own: what another invariant worked out before it would hide what it reads.
    const { run: traced, read } = tracedRun(run);
    const { verdict, reason } = judgeRun(invariant, new RunView(traced, name));
    if (verdict === "fail") {
      notJudging.push({ id, reason: "fails on the run as it stands" });
      continue;
    }
    judges.push({ invariant, reads: read });
    if (verdict === "pass") passing.push(id);
    else notJudging.push({ id, reason: `${verdict}: ${reason ?? "no reason was given"}` });
  }
  return { judges, passing, notJudging };
}

/** Sizes are tried upwards: an invariant need not notice all that is larger than what it noticed. */
function floorOf(
  corruption: Corruption,
  sizes: readonly number[],
  judges: readonly RunInvariant[],
): (Noticed & { smallest: number | null; largest: number }) | undefined {
  const largest = sizes.at(-1) ?? 0;
  let applied = false;
  let last: Noticed = { noticedBy: [], warnedBy: [] };
  for (const size of sizes) {
    const corrupted = corruption.apply(size);
    if (corrupted === undefined) continue;
    applied = true;
    last = noticedBy(corrupted, judges);
    if (last.noticedBy.length > 0) return { smallest: size, largest, ...last };
  }
  return applied ? { smallest: null, largest, ...last } : undefined;
}

function noticedBy(run: Run, judges: readonly RunInvariant[]): Noticed {
  const view = new RunView(run, "corrupted");
  const failing = judges.filter((invariant) => judgeRun(invariant, view).verdict === "fail");
  const idsOf = (severity: RunInvariant["severity"]) =>
    failing.filter((each) => each.severity === severity).map(({ id }) => id);
  return { noticedBy: idsOf("error"), warnedBy: idsOf("warning") };
}
