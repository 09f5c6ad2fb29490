import { createHash } from "node:crypto";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import { readRun } from "../adapters/run-directory/read.ts";
import type { FolderKind } from "../adapters/run-directory/target.ts";
import { fillDirectory } from "../adapters/run-directory/target.ts";
import { writeRun } from "../adapters/run-directory/write.ts";
import type { Comparison } from "../model/comparison.ts";
import { COMPARISON_SCHEMA } from "../model/comparison.ts";
import type { Allocator } from "../model/config.ts";
import type { Evidence } from "../model/verdict.ts";
import { EvidenceBook } from "../report/evidence-book.ts";
import { auditRun } from "../verify/audit.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import type { Passes, PassesInvariant, RunInvariant } from "../verify/invariant.ts";
import { judgePasses } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import { compareRuns } from "./compare.ts";
import { comparisonFiles } from "./files.ts";
import { overlayDecision } from "./overlay-decision.ts";
import type { Pass, TwoPass } from "./two-pass.ts";

/** What an audit is written of. */
export interface AuditRequest {
  readonly passes: TwoPass;
  /** The allocator as its owner configured it. */
  readonly allocator: Allocator;
  /** Folder of the audit; it appears whole or not at all. */
  readonly directory: string;
  /** Whether an audit that is already there gives way. */
  readonly replace: boolean;
  /** The run directory that stood for the first pass: copied, byte for byte. */
  readonly baselineDirectory: string | undefined;
  readonly runInvariants: readonly RunInvariant[];
  readonly passesInvariants: readonly PassesInvariant[];
}

/** What an audit found out. */
export interface Audit {
  readonly comparison: Comparison;
  /** By invariant id; what was judged is what was read back from the folder. */
  readonly evidence: ReadonlyMap<string, readonly Evidence[]>;
  /** Over the digests of all files of the runs. */
  readonly digest: string;
  readonly assumptions: readonly string[];
}

/** Judges the two passes and the run in each of them; evidence by invariant id. */
export function judgeAudit(
  passes: Passes,
  { runInvariants, passesInvariants }: Pick<AuditRequest, "runInvariants" | "passesInvariants">,
): ReadonlyMap<string, readonly Evidence[]> {
  const book = new EvidenceBook();
  const subject = `${passes.baseline.name} and ${passes.scaled.name}`;
  for (const invariant of passesInvariants) {
    book.add(invariant.id, new EvidenceSum("passes", subject).add(judgePasses(invariant, passes)).evidence());
  }
  for (const view of [passes.baseline, passes.scaled]) book.addAll(auditRun(view, runInvariants));
  return book.pages;
}

/** The folder of an audit. */
export const AUDIT_FOLDER: FolderKind = Object.freeze({
  noun: "audit",
  file: "two_pass_comparison.json",
  schema: COMPARISON_SCHEMA,
});

/**
 * Writes the runs of an audit, reads them back, compares and judges them, and puts the folder into place as a whole:
 * whatever goes wrong leaves no trace, and an audit that was there stays. Throws a RunDirectoryError.
 */
export function writeAudit(request: AuditRequest): Audit {
  const { passes, allocator, directory, replace, baselineDirectory } = request;
  let audit: Audit | undefined;
  const fill = (staging: string) => {
    const digest = createHash("sha256");
    const assumptions: string[] = [];
    const record = (name: string, pass: Pass, recorded?: string): RunView => {
      const folder = join(staging, name);
      if (recorded !== undefined) cpSync(recorded, folder, { recursive: true });
      else writeRun(pass.run, folder, { seed: null, scenarioDigest: scenarioDigest(pass.scenario) });
      const run = readRun(folder);
      for (const { file, sha256 } of run.files() ?? []) digest.update(`${name}/${file}:${sha256 ?? "absent"}\n`);
      assumptions.push(...run.info.assumptions.map((line) => `${name}: ${line}`));
      return new RunView(run, name);
    };
    const baseline = record("baseline", passes.baseline, baselineDirectory);
    const scaled = record("scaled", passes.scaled);
    const bare = passes.withoutOverlay && record("scaled_without_overlay", passes.withoutOverlay);
    const comparison = compareRuns({ baseline, scaled }, bare && overlayDecision(bare, scaled, allocator));
    for (const [name, text] of comparisonFiles(comparison)) writeFileSync(join(staging, name), text);
    const evidence = judgeAudit({ baseline, scaled }, request);
    audit = { comparison, evidence, digest: `sha256:${digest.digest("hex")}`, assumptions };
  };
  fillDirectory(directory, replace, fill, AUDIT_FOLDER);
  return audit!;
}
