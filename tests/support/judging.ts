import { expect } from "vitest";
import type { Run } from "../../src/model/run.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import type { Violation } from "../../src/model/verdict.ts";
import type { Invariant } from "../../src/verify/invariant.ts";
import type { Finding } from "../../src/verify/judge.ts";
import { judgePair, judgePasses, judgeRun } from "../../src/verify/judge.ts";
import { RunView } from "../../src/verify/run-view.ts";
import type { RunSketch } from "./run-of.ts";
import { runOf } from "./run-of.ts";

/** What an invariant finds out about a run. */
export function judged(invariant: Invariant, run: Run | RunSketch): Finding {
  if (invariant.kind !== "run") throw new Error(`${invariant.id} judges pairs of runs`);
  return judgeRun(invariant, new RunView("info" in run ? run : runOf(run), "test"));
}

/** What a relation finds out about two runs and their scenarios. */
export function judgedPair(
  invariant: Invariant,
  source: readonly [Scenario, Run],
  followUp: readonly [Scenario, Run],
): Finding {
  if (invariant.kind !== "relation") throw new Error(`${invariant.id} judges single runs`);
  return judgePair(invariant, {
    source: new RunView(source[1], "source"),
    followUp: new RunView(followUp[1], "follow-up"),
    scenario: source[0],
    followUpScenario: followUp[0],
  });
}

/** What an invariant finds out about the two passes of an audit. */
export function judgedPasses(invariant: Invariant, baseline: Run | RunSketch, scaled: Run | RunSketch): Finding {
  if (invariant.kind !== "passes") throw new Error(`${invariant.id} does not judge two passes`);
  const view = (run: Run | RunSketch, name: string) => new RunView("info" in run ? run : runOf(run), name);
  return judgePasses(invariant, { baseline: view(baseline, "baseline"), scaled: view(scaled, "scaled") });
}

/** The finding is a pass, of so many comparisons where given. */
export function expectPass({ verdict, probe }: Finding, examined?: number): void {
  expect(probe.violations).toEqual([]);
  expect(verdict).toBe("pass");
  if (examined === undefined) expect(probe.examined).toBeGreaterThan(0);
  else expect(probe.examined).toBe(examined);
}

/** The finding is a failure with exactly these violations, each described by what the test cares about. */
export function expectFail({ verdict, probe }: Finding, ...violations: readonly Partial<Violation>[]): void {
  expect(probe.violations).toEqual(violations.map((violation) => expect.objectContaining(roundedOff(violation))));
  expect(probe.violationCount).toBe(violations.length);
  expect(probe.examined).toBeGreaterThan(0);
  expect(verdict).toBe("fail");
}

/** Nothing was examined although it should have been. */
export function expectUnproven({ verdict, reason, probe }: Finding, why: string | RegExp = "nothing to examine"): void {
  expect(probe.examined).toBe(0);
  expect(verdict).toBe("unproven");
  expect(reason).toMatch(why);
}

/** It does not apply, and says why. */
export function expectSkipped({ verdict, reason }: Finding, why: string): void {
  expect(verdict).toBe("skipped");
  expect(reason).toContain(why);
}

/** Figures are compared to ten decimals: what a test works out by hand is rounded otherwise than a compensated sum. */
function roundedOff(violation: Partial<Violation>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(violation).map(([key, value]) => [
      key,
      typeof value === "number" ? expect.closeTo(value, 10) : value,
    ]),
  );
}
