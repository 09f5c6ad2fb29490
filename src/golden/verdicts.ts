import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import type { Report } from "../model/report.ts";
import type { EngineIdentity, Run } from "../model/run.ts";
import { assembleReport } from "../report/assemble.ts";
import { EvidenceBook } from "../report/evidence-book.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import type { RunInvariant } from "../verify/invariant.ts";
import { judgeRun } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import type { GoldenCase } from "./case.ts";

/** A report on a case's run by the invariants, which is kept with it: those about files on disk have none to look at. */
export function judgeGolden(
  golden: GoldenCase,
  run: Run,
  engine: EngineIdentity,
  invariants: readonly RunInvariant[],
): Report {
  const view = new RunView(run, golden.name);
  const book = new EvidenceBook();
  const statements = invariants.filter(({ needs }) => !needs.includes("files"));
  for (const invariant of statements) {
    book.add(invariant.id, new EvidenceSum("run", golden.name).add(judgeRun(invariant, view)).evidence());
  }
  const inputs = [{ name: "scenario", digest: scenarioDigest(golden.scenario) }];
  return assembleReport({
    subject: { kind: "golden", name: golden.name, digest: scenarioDigest(golden.scenario) },
    seed: null,
    statements,
    evidence: book.pages,
    notExamined: ["other scenarios: a golden run is one run"],
    assumptions: [],
    provenance: { engine: { name: engine.name, version: engine.version }, inputs },
  });
}

/** An invariant whose verdict is another one than when the run was accepted. */
export interface VerdictChange {
  readonly id: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Invariants that do not hold any more, or are not examined any more. Those that came to the catalog or left it since
 * say nothing about the run, and neither does one that holds now and did not.
 */
export function verdictChanges(accepted: Report, today: Report): readonly VerdictChange[] {
  const now = new Map(today.invariants.map(({ id, verdict }) => [id, verdict]));
  return accepted.invariants.flatMap(({ id, verdict }) => {
    const actual = now.get(id);
    return verdict === "pass" && actual !== undefined && actual !== "pass" ? [{ id, expected: verdict, actual }] : [];
  });
}
