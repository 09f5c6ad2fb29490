import { RunDirectoryError } from "../model/errors.ts";
import type { InvariantReport } from "../model/report.ts";
import { TABLE_NAMES, TABLES } from "../model/run.ts";
import { EXACT } from "../numeric/tolerance.ts";
import { goldenRun } from "./case.ts";
import { compareRuns } from "./diff/case-diff.ts";
import type { ComparedCase } from "./golden.ts";
import { readGolden } from "./store/read.ts";
import type { Acceptable } from "./store/write.ts";
import { writeGolden } from "./store/write.ts";

/** Why a case has no run that can be golden: there is none, it is empty, or invariants fail on it. */
export interface Refusal {
  readonly case: string;
  /** Why the engine gave no run. */
  readonly broken?: string | undefined;
  readonly empty: boolean;
  readonly failing: readonly InvariantReport[];
}

/** What speaks against keeping a case's run as the golden one; undefined where nothing does. */
export function refusalOf({ golden, made, diff }: ComparedCase): Refusal | undefined {
  if (made === undefined) return { case: golden.name, broken: diff.reason, empty: false, failing: [] };
  const { run, report } = made;
  const empty = TABLE_NAMES.every((name) => TABLES[name].rows === "dates" || !run.table(name)?.dates.length);
  const failing = report.invariants.filter(({ severity, verdict }) => severity === "error" && verdict === "fail");
  return empty || failing.length > 0 ? { case: golden.name, empty, failing } : undefined;
}

/** Keeps a run as the golden one; a RunDirectoryError where it would not read back to the bit, and then nothing is kept. */
export function acceptGolden(accepted: Acceptable): void {
  const { golden, run } = accepted;
  writeGolden(accepted, (folder) => {
    const kept = readGolden(golden, folder);
    const diff = kept === undefined ? undefined : compareRuns(kept, run, () => EXACT);
    if (diff !== undefined && diff.verdict !== "fail" && diff.stages.every(({ standing }) => standing === "identical"))
      return;
    throw new RunDirectoryError({
      what: "this run cannot be kept: it does not read back as it was",
      where: goldenRun(golden),
      actual: diff?.divergences[0]?.change.message ?? "other bytes",
      hint: "a text in it may be no Unicode",
    });
  });
}
