import { RunDirectoryError } from "../model/errors.ts";
import type { InvariantReport } from "../model/report.ts";
import { TABLE_NAMES, TABLES } from "../model/run.ts";
import { EXACT } from "../numeric/tolerance.ts";
import { goldenRun } from "./case.ts";
import { compareRuns } from "./diff/case-diff.ts";
import type { ComparedCase } from "./golden.ts";
import { readGolden } from "./store/read.ts";
import { writeGolden } from "./store/write.ts";

/** Why a run cannot be a golden run: it is empty, or invariants fail on it. */
export interface Refusal {
  readonly case: string;
  readonly empty: boolean;
  readonly failing: readonly InvariantReport[];
}

/** Whether a run may become the golden one; undefined where nothing speaks against it. */
export function refusalOf({ golden, run, report }: Pick<ComparedCase, "golden" | "run" | "report">) {
  const empty = TABLE_NAMES.every((name) => TABLES[name].rows === "dates" || !run.table(name)?.dates.length);
  const failing = report.invariants.filter(({ severity, verdict }) => severity === "error" && verdict === "fail");
  if (!empty && failing.length === 0) return undefined;
  return { case: golden.name, empty, failing } satisfies Refusal;
}

/** Keeps a run as the golden one; a RunDirectoryError where it would not read back to the bit, and then nothing is kept. */
export function acceptGolden(accepted: ComparedCase): void {
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
