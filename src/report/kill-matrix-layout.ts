import type { InvariantReport, KillReport, ReportVerdict } from "../model/report.ts";
import { counted } from "./figures.ts";

/** A self-test as its writers are handed it. */
export interface KillMatrix {
  readonly seed: number;
  /** Generated scenarios a fault, and how many are enough for every fault to be noticed. */
  readonly cases: number;
  readonly enough: number;
  readonly verdict: ReportVerdict;
  /** Whether all faults were asked for; a part of them need not kill every invariant. */
  readonly whole: boolean;
  readonly kills: readonly KillReport[];
  readonly clean: readonly InvariantReport[];
  readonly unkilled: readonly string[];
}

/**
 * What a cell of the matrix says: the fault names the invariant and it noticed, it noticed unasked, it is named and
 * noticed nothing, or nothing.
 */
export type KillMark = "killed" | "also" | "survived" | "none";

/** The cell of a fault and an invariant. */
export function markOf({ breaks, killedBy, survived }: KillReport, invariant: string): KillMark {
  if (survived.includes(invariant)) return "survived";
  if (!killedBy.includes(invariant)) return "none";
  return breaks.includes(invariant) ? "killed" : "also";
}

/** Invariants by folder, both in the order in which they stand. */
export function foldersOf(invariants: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const id of invariants) {
    const folder = id.slice(0, Math.max(0, id.indexOf("/")));
    const ids = folders.get(folder);
    if (ids === undefined) folders.set(folder, [id]);
    else ids.push(id);
  }
  return folders;
}

/** A warning is about behaviour: on a generated market it may rightly be raised. */
export function isFalseAlarm({ verdict, severity }: InvariantReport): boolean {
  return verdict === "fail" && severity === "error";
}

/** What stands against the harness, and what was not looked at, one phrase each with its mark in front. */
export function complaintsOf(matrix: KillMatrix): readonly { readonly mark: string; readonly text: string }[] {
  const complaints: { mark: string; text: string }[] = [];
  for (const { fault, survived } of matrix.kills) {
    if (survived.length > 0)
      complaints.push({ mark: "SURVIVED", text: `${fault}: not noticed by ${survived.join(", ")}` });
  }
  for (const report of matrix.clean) {
    const { id, verdict } = report;
    if (isFalseAlarm(report))
      complaints.push({ mark: "FALSE ALARM", text: `${id} breaks on the engine without a fault` });
    if (verdict === "unproven" || verdict === "skipped") {
      complaints.push({ mark: verdict.toUpperCase(), text: `${id} examined nothing on the engine without a fault` });
    }
  }
  if (matrix.whole) {
    for (const id of matrix.unkilled) {
      complaints.push({ mark: "KILLS NOTHING", text: `${id}: nothing shows that it can fail` });
    }
  }
  if (matrix.verdict === "unproven") {
    const { cases, enough } = matrix;
    const looked = `${counted(cases, "generated scenario")} a fault, where ${enough} are enough for every one of them`;
    const text = `${looked}: what was not noticed may not have been met; leave --cases out, or give ${enough} or more`;
    complaints.push({ mark: "TOO FEW CASES", text });
  }
  return complaints;
}

/** How many faults and invariants are as they should be. */
export interface KillCounts {
  readonly faults: number;
  readonly killed: number;
  readonly invariants: number;
  readonly quiet: number;
}

/** The figures of the closing line. */
export function countsOf({ kills, clean }: KillMatrix): KillCounts {
  return {
    faults: kills.length,
    killed: kills.filter(({ survived }) => survived.length === 0).length,
    invariants: clean.length,
    quiet: clean.filter((each) => !isFalseAlarm(each)).length,
  };
}
