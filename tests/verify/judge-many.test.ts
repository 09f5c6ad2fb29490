import { describe, expect, it } from "vitest";
import { runInvariant } from "../../src/verify/invariant.ts";
import type { Finding } from "../../src/verify/judge.ts";
import { judgeRun } from "../../src/verify/judge.ts";
import { judgeRuns } from "../../src/verify/judge-many.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const capped = (limit: number) =>
  runInvariant({
    id: `a/at-most-${limit}`,
    title: "a limit",
    severity: "error",
    why: "w",
    independentOf: "i",
    blindTo: "b",
    needs: ["turnover"],
    tolerance: { absolute: 0, relative: 0 },
    check({ turnover }, probe) {
      const cells = probe.cells("turnover", turnover.dates, undefined, () => `over ${limit}`);
      cells.atMost(0, 0, turnover.values[0]!, limit);
    },
  });

const runWith = (turnover: number) => {
  const panel = table`
    date        turnover  cost
    2024-01-05  1         0`;
  return runOf({ tables: { turnover: { ...panel, values: Float64Array.of(turnover, 0) } } });
};

describe("judging several runs", () => {
  it("finds for each run and invariant what judging them one by one finds", () => {
    const invariants = [capped(1), capped(3)];
    const runs = [runWith(0.5), runWith(2), runOf({}), runWith(4)];
    const together = runs.map((): Finding[] => []);
    const views = runs.map((run) => new RunView(run, "r"));
    judgeRuns(invariants, views, (invariant, finding, run) => {
      expect(together[run]!.length).toBe(invariants.findIndex(({ id }) => id === invariant.id));
      together[run]!.push(finding);
    });
    const verdicts = together.map((findings) => findings.map(({ verdict }) => verdict));
    expect(verdicts).toEqual([
      ["pass", "pass"],
      ["fail", "pass"],
      ["skipped", "skipped"],
      ["fail", "fail"],
    ]);
    for (const [r, run] of runs.entries()) {
      for (const [i, invariant] of invariants.entries()) {
        const alone = judgeRun(invariant, new RunView(run, "r"));
        expect(together[r]![i]!.probe.violations).toEqual(alone.probe.violations);
        expect(together[r]![i]!.reason).toBe(alone.reason);
      }
    }
  });

  it("lends the probe of what passes to the next run, and leaves what fails its own", () => {
    const findings: Finding[] = [];
    const examined: number[] = [];
    const views = [0.5, 2, 0.25, 4].map((turnover) => new RunView(runWith(turnover), "r"));
    judgeRuns([capped(1)], views, (_, finding) => {
      findings.push(finding);
      examined.push(finding.probe.examined);
    });
    expect(examined).toEqual([1, 1, 1, 1]); // nothing is left of the run before
    expect(findings.map(({ probe }) => probe.violations.map(({ actual }) => actual))).toEqual([[], [2], [], [4]]);
    expect(findings.map(({ probe }) => probe.worstResidual)).toEqual([0, 1, 0, 3]);
  });
});
