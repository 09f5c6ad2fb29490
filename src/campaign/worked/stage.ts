import type { TableName } from "../../model/run.ts";
import { TABLE_NAMES } from "../../model/run.ts";
import type { StageName } from "../../verify/stage-of.ts";
import { stageOf as engineStageOf } from "../../verify/stage-of.ts";

/** The stages of the pipeline in its order, as a person calls them: where a wrong figure first stands. */
export const STAGES = ["market", "signal", "targeting", "scalar", "hold", "P&L", "artifacts", "log"] as const;
export type Stage = (typeof STAGES)[number];

const CALLED: Readonly<Record<StageName, Stage>> = {
  market: "market",
  construct: "signal",
  target: "targeting",
  assess: "scalar",
  allocate: "scalar",
  hold: "hold",
  settle: "P&L",
  measure: "P&L",
};

/** The stage that makes a table. */
export function stageOfTable(table: TableName): Stage {
  return CALLED[engineStageOf(table)];
}

/** Invariants about the files as such: a figure in them is right, or it is not there. */
const ABOUT_FILES = new Set(["accounting/artifacts-cover-every-asset", "accounting/digests-match"]);

/** The stage at which a failure of an invariant stands, by the artifact; undefined where none is named. */
export function stageOf(invariant: string, artifact: string | null): Stage | undefined {
  if (artifact === null) return undefined;
  if (ABOUT_FILES.has(invariant)) return "artifacts";
  const table = tableOfArtifact(artifact);
  if (table !== undefined) return stageOfTable(table);
  if (artifact.startsWith("run.log")) return "log";
  if (artifact.startsWith("metrics")) return "P&L";
  return artifact.startsWith("allocator_") ? "scalar" : "artifacts";
}

/** The table whose file an artifact is; undefined for other files. */
export function tableOfArtifact(artifact: string | null): TableName | undefined {
  return TABLE_NAMES.find((name) => artifact === `${name}.csv`);
}
