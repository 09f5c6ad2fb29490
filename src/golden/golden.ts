import { existsSync, mkdirSync } from "node:fs";
import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import { readRun } from "../adapters/run-directory/read.ts";
import { writeRun } from "../adapters/run-directory/write.ts";
import type { Engine } from "../model/engine.ts";
import { ConfigError } from "../model/errors.ts";
import type { Run } from "../model/run.ts";
import type { Evidence } from "../model/verdict.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import { relative } from "../numeric/tolerance.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import type { RunInvariant } from "../verify/invariant.ts";
import { judgeRun } from "../verify/judge.ts";
import { Probe } from "../verify/probe.ts";
import { RunView } from "../verify/run-view.ts";
import type { GoldenCase } from "./case.ts";
import { goldenRun } from "./case.ts";
import { diffRuns } from "./diff.ts";

/** How far a figure may drift from the golden run's: rounding of reordered sums, nothing more. */
export const GOLDEN_TOLERANCE: Tolerance = relative(1e-9);

/** The report id of a golden case. */
export function goldenId(golden: GoldenCase): string {
  return `golden/${golden.name}`;
}

/** Runs a case and compares it with its accepted run; unproven where none was accepted yet. */
export async function diffGolden(golden: GoldenCase, engine: Engine): Promise<{ run: Run; evidence: Evidence }> {
  const run = await engine.run(golden.scenario);
  return { run, evidence: compareWithGolden(golden, run) };
}

function compareWithGolden(golden: GoldenCase, run: Run): Evidence {
  const sum = new EvidenceSum("golden", golden.name);
  const probe = new Probe(GOLDEN_TOLERANCE);
  const directory = goldenRun(golden);
  if (!existsSync(directory)) {
    const reason = "no run was accepted yet; look at it, then: tieout golden accept";
    return sum.add({ verdict: "unproven", reason, probe }).evidence();
  }
  const recorded = readRun(directory);
  const tampered = recorded
    .files()
    ?.find(({ sha256, declared }) => declared !== undefined && sha256 !== declared.sha256);
  if (tampered !== undefined) {
    probe.holds(false, { artifact: tampered.file }, tampered.declared?.sha256 ?? null, tampered.sha256 ?? null, () => {
      return "the golden run's own file is not the one that was accepted; golden runs change by `tieout golden accept` only";
    });
  }
  return sum.add(diffRuns(recorded, run, probe)).evidence();
}

/** Records a new run as the golden one. Refuses an empty run, and one that fails an invariant. */
export function acceptGolden(golden: GoldenCase, run: Run, invariants: readonly RunInvariant[]): void {
  const rebalances = run.table("weights_scaled")?.dates.length ?? 0;
  if (rebalances === 0) {
    throw new ConfigError({
      what: "an empty run cannot be a golden run",
      where: golden.directory,
      expected: "at least one rebalance in weights_scaled",
      actual: "none",
    });
  }
  const view = new RunView(run, golden.name);
  for (const invariant of invariants) {
    const { verdict, probe } = judgeRun(invariant, view);
    if (verdict !== "fail" || invariant.severity !== "error") continue;
    throw new ConfigError({
      what: `a run that fails ${invariant.id} cannot be a golden run`,
      where: golden.directory,
      actual: probe.violations[0]?.message ?? "a violation",
      hint: "mend the engine first; a golden run records what is right",
    });
  }
  mkdirSync(golden.directory, { recursive: true });
  const provenance = { seed: null, scenarioDigest: scenarioDigest(golden.scenario) };
  writeRun(run, goldenRun(golden), { ...provenance, replace: true });
}
