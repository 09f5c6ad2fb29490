import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import type { Invariant } from "../../src/verify/invariant.ts";
import { judgeRun } from "../../src/verify/judge.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { expectUnproven } from "../support/judging.ts";
import { findingOf, POLICIES } from "../support/policies.ts";
import { smallRun } from "../support/reference-run.ts";
import { changed, withoutColumns, withoutRows } from "../support/run-of.ts";

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
