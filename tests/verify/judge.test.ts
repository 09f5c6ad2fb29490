import { describe, expect, it } from "vitest";
import { ConfigError, HarnessError } from "../../src/model/errors.ts";
import { auditRun } from "../../src/verify/audit.ts";
import { Column, columnOfRun, isRecorded, NotRecorded } from "../../src/verify/column.ts";
import type { PassesInvariant, RunInvariant } from "../../src/verify/invariant.ts";
import { passesInvariant, runInvariant } from "../../src/verify/invariant.ts";
import { judgePair, judgePasses, judgeRun } from "../../src/verify/judge.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { smallScenario } from "../support/reference-run.ts";
import { runOf } from "../support/run-of.ts";
import { relationThat, sketch, texts, turnover, view } from "./support.ts";

describe("judging a run", () => {
  it("answers pass, fail and unproven by what was examined", () => {
    expect(judgeRun(sketch(3), view).verdict).toBe("pass");
    expect(judgeRun(sketch(3, 1), view).verdict).toBe("fail");
    expect(judgeRun(sketch(0), view)).toMatchObject({ verdict: "unproven", reason: "nothing to examine" });
  });

  it("says what never was the case", () => {
    const vacuous = runInvariant({
      ...sketch(0),
      check: (_, probe) => {
        probe.precondition("a loss", false);
        probe.precondition("a gain", true);
      },
    });
    expect(judgeRun(vacuous, view).reason).toBe("nothing to examine: never a loss");
    const check: RunInvariant["check"] = (_, probe) => {
      for (const label of ["a loss", "a cap"]) probe.precondition(label, false);
    };
    expect(judgeRun(runInvariant({ ...sketch(0), check }), view).reason).toBe(
      "nothing to examine: never a loss, never a cap",
    );
  });

  it("skips what lacks a part, naming its file", () => {
    const needs = ["returns", "config", "log", "metrics", "regimes", "files"] as const;
    const greedy = runInvariant({ ...sketch(1), needs });
    expect(judgeRun(greedy, view)).toMatchObject({ verdict: "skipped", reason: "needs returns.csv" });
    expect(judgeRun(greedy, new RunView(runOf({}), "empty")).reason).toBe(
      "needs returns.csv, run.json (config), run.log, metrics.json, allocator_regime_v1.csv, run.json (artifacts)",
    );
    const inapplicable = runInvariant({ ...sketch(1), applies: () => "the policy is another" });
    expect(judgeRun(inapplicable, view)).toMatchObject({ verdict: "skipped", reason: "the policy is another" });
  });

  it("hands over every part that was asked for", () => {
    const all = runInvariant({
      ...texts,
      id: "a/b",
      title: "All parts",
      needs: ["turnover", "config", "log", "metrics", "regimes", "files"],
      check(subject, probe) {
        const { run, turnover: trades, config, log, metrics, regimes: labelled, files } = subject;
        probe.holds(run === view && trades === turnover, {}, "the run", "another", () => "");
        probe.equal({}, config.initialCapital + log[0]!.figure("vol")!.value + files.length, 1.01, () => "");
        probe.holds(metrics.cagr === 1 && labelled.labels[0] === "NORMAL", {}, "the parts", "others", () => "");
      },
    });
    expect(judgeRun(all, view).probe.violations).toEqual([]);
    expect(judgeRun(all, view).probe.examined).toBe(3);
  });

  it("takes a check that throws for a bug of ours, and a refusal for what it is", () => {
    const broken = (error: unknown) =>
      runInvariant({
        ...sketch(1),
        check: () => {
          throw error;
        },
      });
    expect(() => judgeRun(broken(new TypeError("x is undefined")), view)).toThrow(HarnessError);
    expect(() => judgeRun(broken("a text"), view)).toThrow(/a run: the check of a\/sketch broke: a text/);
    expect(() => judgeRun(broken("a text"), view)).toThrow(/a bug in the invariant, not a finding about the engine/);
    const bare = new Error("bare");
    delete (bare as { stack?: string }).stack;
    expect(() => judgeRun(broken(bare), view)).toThrow(/broke: bare/);
    expect(() => judgeRun(broken(new ConfigError({ what: "no" })), view)).toThrow(ConfigError);
  });
});

describe("judging a pair", () => {
  const scenario = smallScenario();
  const pair = { source: view, followUp: view, scenario, followUpScenario: scenario };

  it("answers as for a run", () => {
    const held = relationThat((_, probe) => {
      probe.equal({}, 1, 1, () => "");
    });
    expect(judgePair(held, pair).verdict).toBe("pass");
    expect(
      judgePair(
        relationThat(() => {}),
        pair,
      ).verdict,
    ).toBe("unproven");
    expect(() =>
      judgePair(
        relationThat(() => {
          throw new Error("x");
        }),
        pair,
      ),
    ).toThrow(HarnessError);
  });
});

describe("judging what asks for a column that the engine does not record", () => {
  const partial = { ...turnover, columns: ["turnover"], values: Float64Array.of(1), notRecorded: ["cost"] };
  const incomplete = new RunView(runOf({ tables: { turnover: partial } }), "a run");
  const reason = "needs cost, which the layout does not map";
  const asking = (violations: number) =>
    runInvariant({
      ...sketch(0),
      needs: ["turnover"],
      check: ({ turnover: trades }, probe) => {
        for (let i = 0; i < violations; i++) probe.equal({}, 2, 1, () => "");
        expect(new Column(trades, "cost").at(0)).toBe(0);
      },
    });

  it("skips it, unless something was violated before", () => {
    expect(judgeRun(asking(0), incomplete)).toMatchObject({ verdict: "skipped", reason });
    expect(judgeRun(asking(1), incomplete)).toMatchObject({ verdict: "fail", probe: { violationCount: 1 } });
    expect(judgeRun(asking(0), view).verdict).toBe("unproven"); // where the column is there, it is read
  });

  it("does so for two passes as well", () => {
    const asked = (violations: number) => {
      const { check } = asking(violations);
      return passesInvariant({
        ...texts,
        id: "passes/sketch",
        title: "A sketch",
        needs: ["turnover"],
        check: ({ scaled }, probe) => check(scaled as never, probe),
      });
    };
    expect(judgePasses(asked(0), { baseline: view, scaled: incomplete })).toMatchObject({ verdict: "skipped", reason });
    expect(judgePasses(asked(1), { baseline: view, scaled: incomplete }).verdict).toBe("fail");
  });

  it("says so where the column is asked for, and only of columns that are known not to be there", () => {
    expect(() => new Column(partial, "cost")).toThrow(NotRecorded);
    expect(() => new Column(partial, "cost")).toThrow(reason);
    expect(() => columnOfRun(incomplete, "turnover", "cost")).toThrow(reason);
    expect(new Column(partial, "price").at(0)).toBeNaN();
    expect([isRecorded(partial, "cost"), isRecorded(partial, "turnover"), isRecorded(turnover, "price")]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("judging two passes", () => {
  const passes = (parts: Partial<PassesInvariant> = {}) =>
    passesInvariant({
      ...texts,
      id: "passes/sketch",
      title: "A sketch",
      needs: ["turnover", "metrics"],
      check({ baseline, scaled }, probe) {
        probe.holds(baseline.turnover === scaled.turnover, {}, "the table", "another", () => "");
      },
      ...parts,
    });
  const empty = new RunView(runOf({}), "empty");

  it("answers as for a run", () => {
    expect(judgePasses(passes(), { baseline: view, scaled: view }).verdict).toBe("pass");
    const unproven = judgePasses(passes({ check: () => {} }), { baseline: view, scaled: view });
    expect(unproven).toMatchObject({ verdict: "unproven", reason: "nothing to examine" });
    const applies = () => "there is one pass";
    expect(judgePasses(passes({ applies }), { baseline: view, scaled: view })).toMatchObject({
      verdict: "skipped",
      reason: "there is one pass",
    });
    expect(judgePasses(passes({ applies: () => undefined }), { baseline: view, scaled: view }).verdict).toBe("pass");
  });

  it("skips what lacks a part, naming its file and the pass", () => {
    expect(judgePasses(passes(), { baseline: empty, scaled: view })).toMatchObject({
      verdict: "skipped",
      reason: "needs turnover.csv, metrics.json in the baseline run",
    });
    expect(judgePasses(passes(), { baseline: view, scaled: empty }).reason).toBe(
      "needs turnover.csv, metrics.json in the scaled run",
    );
  });

  it("takes a check that throws for a bug of ours, and says of which runs", () => {
    const broken = passes({
      check: () => {
        throw new Error("x");
      },
    });
    const other = new RunView(view.run, "another run");
    expect(() => judgePasses(broken, { baseline: view, scaled: other })).toThrow(
      /a run and another run: the check of passes\/sketch broke: /,
    );
  });
});

describe("auditing a run", () => {
  const passes = passesInvariant({ ...texts, id: "passes/sketch", title: "A sketch", needs: [], check: () => {} });

  it("gives evidence for each invariant, and skips what needs a second run", () => {
    const pages = auditRun(view, [sketch(2), relationThat(() => {}), passes]);
    expect([...pages.keys()]).toEqual(["a/sketch", "relation/sketch", "passes/sketch"]);
    expect(pages.get("passes/sketch")).toEqual([
      {
        method: "passes",
        subject: "a run",
        verdict: "skipped",
        reason: "needs two passes: `tieout two-pass`",
        examined: 0,
        cases: 0,
        worst: null,
        violations: [],
        violationCount: 0,
      },
    ]);
    expect(pages.get("a/sketch")![0]).toMatchObject({ method: "run", verdict: "pass", subject: "a run", examined: 2 });
    expect(pages.get("relation/sketch")![0]).toMatchObject({
      method: "relation",
      verdict: "skipped",
      reason: "needs a second run of a related scenario, and a recorded run cannot be run again",
    });
  });
});
