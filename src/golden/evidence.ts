import type { Evidence, Violation } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";
import type { Statement } from "../report/assemble.ts";
import type { Change } from "./diff/change.ts";
import type { CaseDiff } from "./diff/document.ts";
import { worstHeadroom } from "./show/words.ts";

/** How golden runs stand in a report on more than them. */

/** The statement that nothing lies beside the cases that nobody would look at. */
export const GOLDEN_FOLDER: Statement = {
  id: "golden-folder/all-referenced",
  title: "Whatever lies in the folder of golden runs belongs to a case",
  severity: "error",
};

/** How a golden case stands in a report. */
export function goldenStatement(name: string): Statement {
  return {
    id: `golden/${name}`,
    title: `The run of ${name} is the one that was accepted`,
    severity: "error",
  };
}

/** What was found in the folder of golden runs. */
export interface FolderFound {
  readonly cases: readonly CaseDiff[];
  readonly unreferenced: readonly string[];
}

/** How many violations an evidence keeps in full. */
const KEPT = 100;

/** A case as evidence: what stands at the beginning comes first, then what is told by name, then the rest. */
export function goldenEvidence(diff: CaseDiff): Evidence {
  const { verdict, reason, compared, divergences, named, artifacts, tampered, report, counts } = diff;
  const broken = verdict === "fail" ? reason : undefined;
  const first = divergences.map(({ change }) => change);
  const rest = [...named, ...artifacts.flatMap(({ changes }) => changes)].filter((each) => !first.includes(each));
  const violations = [
    ...(broken === undefined ? [] : [bare({ expected: "a run", actual: "none", message: broken })]),
    ...first.map(violationOf),
    ...tampered.map(tamperedViolation),
    ...report.map(({ id, expected, actual }) => bare({ expected, actual, message: `${id} held when it was accepted` })),
    ...[...new Set(rest)].map(violationOf),
  ];
  return {
    method: "golden",
    subject: diff.case,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    examined: compared,
    cases: compared > 0 ? 1 : 0,
    worst: compared === 0 ? null : closestOf(diff),
    violations: violations.slice(0, KEPT),
    violationCount:
      (broken === undefined ? 0 : 1) +
      tampered.length +
      report.length +
      counts.added +
      counts.removed +
      counts.changed +
      counts.moved,
  };
}

/** The closest call of all columns. */
function closestOf({ artifacts }: CaseDiff): Evidence["worst"] {
  const closest = worstHeadroom(artifacts);
  if (closest?.worst === undefined) return { residual: 0, relative: 0, toleranceUsed: 0 };
  const { residual, allowed, headroom } = closest.worst;
  const magnitude = (Number(allowed) - closest.absolute) / closest.relative;
  return {
    residual: figure(Math.abs(Number(residual))),
    relative: figure(Math.abs(Number(residual)) / magnitude),
    toleranceUsed: figure(headroom === null ? Number.POSITIVE_INFINITY : 1 - headroom),
  };
}

/** The folder as evidence. */
export function folderEvidence({ unreferenced, cases }: FolderFound): Evidence {
  const violations = unreferenced.map((path) =>
    bare({
      artifact: path,
      expected: "nothing, or a case with its scenario",
      actual: "present",
      message: `${path} belongs to no golden case: nothing would notice that it is wrong`,
    }),
  );
  const examined = cases.length + unreferenced.length;
  return {
    method: "golden",
    subject: "the folder of golden runs",
    verdict: violations.length > 0 ? "fail" : examined > 0 ? "pass" : "unproven",
    ...(examined > 0 ? {} : { reason: "there is no golden case" }),
    examined,
    cases: Math.min(1, examined),
    worst: null,
    violations: violations.slice(0, KEPT),
    violationCount: violations.length,
  };
}

function violationOf({
  date,
  asset,
  artifact,
  expected,
  actual,
  residual,
  allowed,
  message,
  stage,
}: Change): Violation {
  return {
    ...bare({ expected, actual, message: `${message} (stage ${stage})` }),
    date,
    asset,
    artifact,
    residual,
    tolerance: allowed,
  };
}

function tamperedViolation({ artifact, expected, actual }: CaseDiff["tampered"][number]): Violation {
  const message = `${artifact} is not what was accepted; golden runs change by \`tieout golden accept\` only`;
  return bare({ artifact, expected, actual, message });
}

function bare(parts: Partial<Violation> & Pick<Violation, "expected" | "actual" | "message">): Violation {
  return { date: null, asset: null, artifact: null, residual: null, tolerance: null, location: null, ...parts };
}
