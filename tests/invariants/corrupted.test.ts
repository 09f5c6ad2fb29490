import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runStages } from "../../src/engine/reference.ts";
import { TABLE_NAMES } from "../../src/model/run.ts";
import { Random } from "../../src/numeric/random.ts";
import { baselineScenario, scaledScenario } from "../../src/passes/scenarios.ts";
import type { Finding } from "../../src/verify/judge.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { corrupted, withTable } from "../support/corruptions.ts";
import { judged, judgedPasses } from "../support/judging.ts";
import { POLICIES } from "../support/policies.ts";
import { smallScenario } from "../support/reference-run.ts";
import { judgedRelated, relate } from "../support/relating.ts";
import { runOf } from "../support/run-of.ts";

/** Runs as other engines leave them: a table is absent, lacks a row or a column, holds a blank or a wrong figure. */
const SUBJECTS = [
  "vol-target, scalars computed",
  "fixed, layers, scalars by sleeve and an overlay",
  "fixed, scalars precomputed",
];
const sound = SUBJECTS.map((policy) => runStages(smallScenario(POLICIES[policy])));
const corruptedRuns = sound.map(corrupted);
const TABLES = [...TABLE_NAMES, "log"];

function inShort({ verdict, probe }: Finding): string {
  return verdict === "fail" ? `${probe.violationCount} of ${probe.examined}` : `${verdict} ${probe.examined}`;
}

describe("on a run with one part wrong", () => {
  const runInvariants = catalog.filter((each) => each.kind === "run" && each.id !== "accounting/digests-match");
  it.each(runInvariants.map((each) => [each.id, each] as const))("%s never breaks, and notices", (_id, invariant) => {
    const usual = sound.map((run) => inShort(judged(invariant, run))).join("; ");
    const found: Record<string, string> = {};
    for (const name of TABLES) {
      const findings = corruptedRuns.map((subject) =>
        (subject[name] ?? []).map((run) => inShort(judged(invariant, run))),
      );
      const text = findings.map((each) => each.join(", ")).join("; ");
      if (findings.flat().some((each) => !usual.split("; ").includes(each))) found[name] = text;
    }
    expect({ usual, ...found }).toMatchSnapshot();
  });
});

describe("on two runs that lack a table", () => {
  const relations = catalog.filter((each) => each.kind === "relation");
  it.each(relations.map((each) => [each.id, each] as const))(
    "%s accuses nobody, and looks at the rest",
    (_id, invariant) => {
      const found: Record<string, string> = {};
      for (const parts of Object.values(POLICIES)) {
        const pair = relate(invariant, smallScenario(parts));
        if (typeof pair === "string") continue;
        for (const name of TABLE_NAMES) {
          const { source, second } = pair;
          const lacking = { source: withTable(source, name, undefined), second: withTable(second, name, undefined) };
          const { verdict, probe } = judgedRelated(invariant, pair, lacking);
          expect(verdict, name).not.toBe("fail");
          found[name] = `${found[name] ?? ""} ${probe.examined}`;
          const ones = [{ second: lacking.second }, { source: lacking.source }];
          found[name] += ones.map((one) => ` (${inShort(judgedRelated(invariant, pair, one))})`).join("");
        }
      }
      expect(found).toMatchSnapshot();
    },
  );

  it.each(relations.map((each) => [each.id, each] as const))(
    "%s makes a second scenario without a run too",
    (_id, invariant) => {
      const bare = new RunView(runOf({ tables: {} }), "bare");
      for (const parts of Object.values(POLICIES)) {
        const scenario = smallScenario(parts);
        const [without, from] = [undefined, bare].map((source) => invariant.followUp(scenario, new Random(3), source));
        expect(typeof from).toBe(typeof without);
      }
    },
  );

  const twoPasses = catalog.filter((each) => each.kind === "passes");
  it.each(twoPasses.map((each) => [each.id, each] as const))("%s never breaks", (_id, invariant) => {
    const scenario = smallScenario();
    const baseline = baselineScenario(scenario);
    const off = runStages(baseline);
    const scaled = runStages(scaledScenario(scenario, off));
    const found: Record<string, string> = {};
    for (const name of TABLE_NAMES) {
      const first = judgedPasses(invariant, withTable(off, name, undefined), scaled);
      const second = judgedPasses(invariant, off, withTable(scaled, name, undefined));
      found[name] = `${inShort(first)}, ${inShort(second)}`;
    }
    expect(found).toMatchSnapshot();
  });
});
