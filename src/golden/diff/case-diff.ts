import type { Run } from "../../model/run.ts";
import type { Verdict } from "../../model/verdict.ts";
import { GOLDEN_STAGES, PARTS } from "../pipeline.ts";
import { artifactOf, stageDigest } from "../store/manifest.ts";
import type { KeptRun } from "../store/read.ts";
import { partDigest } from "../store/write.ts";
import { isNamed } from "./change.ts";
import { diffRuns } from "./diff-runs.ts";
import { divergences } from "./divergence.ts";
import type { ArtifactDiff, CaseDiff, StageStanding } from "./document.ts";
import type { ToleranceOf } from "./headroom.ts";
import type { PartDiff } from "./part-diff.ts";

/** What a comparison of two runs found; a case adds what it is of. */
export type RunDiff = Pick<
  CaseDiff,
  "verdict" | "reason" | "compared" | "rounded" | "counts" | "divergences" | "named" | "stages" | "artifacts"
>;

/** Compares an accepted run with today's. Nothing compared is never a pass. */
export function compareRuns(kept: Pick<KeptRun, "run" | "document">, actual: Run, toleranceOf: ToleranceOf): RunDiff {
  const parts = diffRuns(kept.run, actual, toleranceOf);
  const sum = (of: (part: PartDiff) => number) => parts.reduce((total, part) => total + of(part), 0);
  const artifacts = parts.map(artifactDiff);
  const compared = sum((each) => each.compared);
  const verdict: Verdict = sum((each) => each.changes.total) > 0 ? "fail" : compared > 0 ? "pass" : "unproven";
  return {
    verdict,
    ...(verdict === "unproven" ? { reason: "the golden run holds nothing to compare" } : {}),
    compared,
    rounded: sum((each) => each.rounded),
    counts: {
      added: sum((each) => each.changes.counts.added),
      removed: sum((each) => each.changes.counts.removed),
      changed: sum((each) => each.changes.counts.changed),
      moved: sum((each) => each.changes.counts.moved),
    },
    divergences: [...divergences(parts)],
    named: artifacts.flatMap(({ changes }) => changes.filter(isNamed)),
    stages: stagesOf(kept, actual, parts),
    artifacts,
  };
}

function artifactDiff({ part, changes, compared, rounded, headroom }: PartDiff): ArtifactDiff {
  return {
    artifact: part.file,
    stage: part.stage,
    compared,
    rounded,
    counts: { ...changes.counts },
    headroom: [...headroom],
    changes: [...changes.inOrder()],
  };
}

/** Each stage with its digests; that of today's run is only worked out of what is not the same to the bit anyway. */
function stagesOf({ document }: Pick<KeptRun, "document">, actual: Run, parts: readonly PartDiff[]): StageStanding[] {
  return GOLDEN_STAGES.flatMap((stage): StageStanding[] => {
    const mine = parts.filter(({ part }) => part.stage === stage);
    if (mine.length === 0) return [];
    const kept = document.stages.find((each) => each.stage === stage);
    const known = new Map(kept?.files.map(({ file, sha256 }) => [artifactOf(file), sha256]));
    const changes = mine.reduce((sum, part) => sum + part.changes.total, 0);
    const files = PARTS.filter((part) => part.stage === stage).flatMap((part) => {
      const diff = mine.find((each) => each.part === part);
      const isTable = part.kind === "table" || part.kind === "regimes"; // whose text says no more than was compared
      const same = isTable && diff !== undefined && diff.rounded === 0 && diff.changes.total === 0;
      const sha256 = (same ? known.get(part.file) : undefined) ?? partDigest(actual, part);
      return sha256 === undefined ? [] : [{ file: part.file, sha256 }];
    });
    const today = files.length === 0 ? null : stageDigest(files);
    const accepted = kept?.digest ?? null;
    const standing = changes > 0 ? "differs" : today === accepted ? "identical" : "within tolerance";
    return [{ stage, standing, expected: accepted, actual: today, changes }];
  });
}
