import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runStages } from "../../src/engine/reference.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { Random } from "../../src/numeric/random.ts";
import { baselineScenario, scaledScenario } from "../../src/passes/scenarios.ts";
import type { Invariant } from "../../src/verify/invariant.ts";
import type { Finding } from "../../src/verify/judge.ts";
import { judgeRun } from "../../src/verify/judge.ts";
import { Probe } from "../../src/verify/probe.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { expectUnproven, judged, judgedPair, judgedPasses } from "../support/judging.ts";
import { smallRun, smallScenario } from "../support/reference-run.ts";
import { changed, withoutColumns, withoutRows } from "../support/run-of.ts";

/** An invariant's own finding on what the reference engine makes of a scenario. */
function findingOf(invariant: Invariant, parts: Partial<ConfigInput>): Finding {
  const scenario = smallScenario(parts);
  const run = runStages(scenario);
  if (invariant.kind === "run") return judged(invariant, run);
  if (invariant.kind === "passes") {
    const baseline = baselineScenario(scenario);
    const off = runStages(baseline);
    return judgedPasses(invariant, off, runStages(scaledScenario(scenario, off)));
  }
  const followUp = invariant.followUp(scenario, new Random(7), new RunView(run, "source"));
  if (typeof followUp === "string") {
    return { verdict: "skipped", reason: followUp, probe: new Probe(invariant.tolerance) };
  }
  return judgedPair(invariant, [scenario, run], [followUp, runStages(followUp)]);
}

const POLICIES: Readonly<Record<string, Partial<ConfigInput>>> = {
  "vol-target, scalars computed": {},
  "vol-target, simple returns, allocator off": {
    allocator: { mode: "off" },
    conventions: { returns: "simple" },
  },
  "fixed, scalars precomputed": {
    exposure: { kind: "fixed", multiplier: 1.25 },
    allocator: { mode: "precomputed", applied: [{ date: "2024-01-12", risk_scalar_applied: 0.5 }] },
  },
  "fixed, layers, scalars by sleeve and an overlay": {
    exposure: { kind: "fixed", multiplier: 0.5 },
    allocator: {
      mode: "compute",
      layers: { drawdownLevel: [-0.0001, -0.001, -0.002], regimeScores: [1, 2, 3], minDwell: 2 },
      sleeveScalars: { core: { NORMAL: 0.9, ELEVATED: 0.7, STRESS: 0.5, CRISIS: 0.3 } },
      overlay: { name: "crisis", budget: 0.1, strategy: { kind: "equal-weight" } },
    },
  },
  "equal weights every other day, drifting": {
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    rebalance: { bars: 2 },
    exposure: { kind: "none" },
    holding: "drifting-positions",
  },
  "none, ddof 0": { exposure: { kind: "none" }, conventions: { ddof: 0, annualization: 260 } },
};

describe("the catalog", () => {
  it("lists every invariant on disk, each once, under the id of its path", () => {
    const root = fileURLToPath(new URL("../../invariants", import.meta.url));
    const files = readdirSync(root, { recursive: true, encoding: "utf8" });
    const onDisk = files.filter((file) => file.endsWith(".ts") && file !== "catalog.ts");
    const listed = catalog.map(({ id }) => `${id}.ts`);
    expect([...listed].sort()).toEqual(onDisk.map((file) => file.replaceAll("\\", "/")).sort());
  });

  it("exports each alone, under the camel case of its name, from a file under 60 lines", () => {
    for (const { id } of catalog) {
      const name = id.split("/")[1]!.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      const text = readFileSync(fileURLToPath(new URL(`../../invariants/${id}.ts`, import.meta.url)), "utf8");
      expect([...text.matchAll(/^export \w+ (\w+)/gm)].map(([, exported]) => exported)).toEqual([name]);
      expect(text.split("\n").length, id).toBeLessThan(61);
    }
  });

  it("says of each what is true, why, and what it cannot see, on one line each", () => {
    for (const { id, title, why, independentOf, blindTo } of catalog) {
      for (const text of [title, why, independentOf, blindTo]) {
        expect(text.length, id).toBeGreaterThan(20);
        expect(text, id).not.toMatch(/\n| {2}/);
      }
    }
  });

  for (const [policy, parts] of Object.entries(POLICIES)) {
    it(`breaks nothing on the reference engine: ${policy}`, () => {
      for (const invariant of catalog) {
        const { verdict, probe } = findingOf(invariant, parts);
        // Whether less risk was worth it depends on the market, and random returns may well say no.
        if (invariant.kind === "passes" && invariant.severity === "warning") continue;
        expect(probe.violations, invariant.id).toEqual([]);
        expect(["pass", "skipped"], `${invariant.id} is ${verdict}`).toContain(verdict);
      }
    });
  }

  it("passes all but the digests of files under one policy or another", () => {
    const passesUnder = (invariant: Invariant) =>
      Object.values(POLICIES).some((parts) => findingOf(invariant, parts).verdict === "pass");
    const passed = catalog.filter(passesUnder).map(({ id }) => id);
    expect(passed).toEqual(catalog.map(({ id }) => id).filter((id) => id !== "accounting/digests-match"));
  });

  it("finds the same in whatever order invariants share one run, a broken one too", () => {
    const run = smallRun();
    const broken = changed(run, {
      tables: {
        leverage_series: withoutRows(run.table("leverage_series")!, run.table("turnover")!.dates[1]!),
        weights_scaled: withoutColumns(run.table("weights_scaled")!, "TY"),
        portfolio_returns: withoutRows(run.table("portfolio_returns")!, run.table("returns")!.dates[20]!),
      },
    });
    const runInvariants = catalog.filter((invariant) => invariant.kind === "run");
    const found = (invariants: typeof runInvariants) => {
      const view = new RunView(broken, "broken");
      return new Map(invariants.map((one) => [one.id, judgeRun(one, view).probe.violations]));
    };
    const reversed = found([...runInvariants].reverse());
    for (const [id, violations] of found(runInvariants)) expect(reversed.get(id), id).toEqual(violations);
    expect(reversed.get("accounting/artifacts-cover-every-asset")).toHaveLength(3);
  });

  it("never passes by an invariant that examines nothing", () => {
    for (const invariant of catalog) {
      if (invariant.id === "accounting/digests-match") continue;
      const blind = { ...invariant, check: () => {} } as Invariant;
      const findings = Object.values(POLICIES).map((parts) => findingOf(blind, parts));
      for (const finding of findings) if (finding.verdict !== "skipped") expectUnproven(finding);
      expect(findings.map(({ verdict }) => verdict)).toContain("unproven");
    }
  });
});
