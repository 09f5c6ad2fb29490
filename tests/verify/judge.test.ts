import { describe, expect, it } from "vitest";
import { ConfigError, HarnessError } from "../../src/model/errors.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { auditRun } from "../../src/verify/audit.ts";
import { EvidenceSum } from "../../src/verify/evidence-sum.ts";
import type { RelationInvariant, RunInvariant } from "../../src/verify/invariant.ts";
import { relationInvariant, runInvariant } from "../../src/verify/invariant.ts";
import { judgePair, judgeRun } from "../../src/verify/judge.ts";
import { Probe } from "../../src/verify/probe.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { smallScenario } from "../support/reference-run.ts";
import { runOf } from "../support/run-of.ts";
import { labels, table } from "../support/tables.ts";

const texts = {
  severity: "error",
  tolerance: EXACT,
  why: "it broke",
  independentOf: "it",
  blindTo: "all else",
} as const;
const turnover = table`
  date        turnover  cost
  2024-01-05  1         0`;
const regimes = labels`
  date        regime
  2024-01-05  NORMAL`;
const view = new RunView(
  runOf({
    config: {},
    tables: { turnover },
    regimes,
    metrics: { cagr: 1 },
    log: ["[RT] 2024-01-05: vol=1%"],
    files: [],
  }),
  "a run",
);

/** An invariant that makes so many comparisons, of which so many fail. */
function sketch(comparisons: number, failures = 0): RunInvariant {
  return runInvariant({
    ...texts,
    id: "a/sketch",
    title: "A sketch",
    needs: [],
    check(_, probe) {
      for (let i = 0; i < comparisons; i++) probe.equal({}, i < failures ? 2 : 1, 1, () => `number ${i}`);
    },
  });
}

function relationThat(check: RelationInvariant["check"]): RelationInvariant {
  return relationInvariant({
    ...texts,
    id: "relation/sketch",
    title: "A sketch",
    followUp: (scenario) => scenario,
    check,
  });
}

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

describe("adding findings up", () => {
  const finding = (examined: number, failures = 0) => judgeRun(sketch(examined, failures), view);

  it("passes when anything was examined and nothing failed", () => {
    const sum = new EvidenceSum("run", "the campaign");
    const skipped = judgeRun(runInvariant({ ...sketch(1), applies: () => "no" }), view);
    expect(sum.add(finding(3)).add(finding(0)).add(skipped).evidence()).toEqual({
      method: "run",
      subject: "the campaign",
      verdict: "pass",
      examined: 3,
      cases: 1,
      worst: { residual: 0, relative: 0, toleranceUsed: 0 },
      violations: [],
      violationCount: 0,
    });
  });

  it("fails with the violations of the first failing case and the worst residual of all", () => {
    const evidence = new EvidenceSum("run", "x")
      .add(finding(2))
      .add(finding(2, 1))
      .add(finding(3, 2))
      .evidence("c.json");
    expect(evidence).toMatchObject({
      verdict: "fail",
      examined: 7,
      cases: 3,
      violationCount: 3,
      counterexample: "c.json",
    });
    expect(evidence.violations).toHaveLength(1);
    expect(evidence.worst).toEqual({ residual: 1, relative: 0.5, toleranceUsed: "Infinity" });
  });

  it("is unproven when it was met in fewer cases, or a smaller share of them, than is asked for", () => {
    const sum = (least: { cases: number; share: number }, met: number, unmet: number) => {
      const evidence = new EvidenceSum("run", "x", least);
      for (let i = 0; i < met; i++) evidence.add(finding(1));
      for (let i = 0; i < unmet; i++) evidence.add(finding(0));
      return evidence.evidence();
    };
    expect(sum({ cases: 3, share: 0 }, 3, 9).verdict).toBe("pass");
    expect(sum({ cases: 3, share: 0 }, 2, 9)).toMatchObject({
      verdict: "unproven",
      examined: 2,
      reason: "met in 2 of 11 cases, and 3 are asked for; run more cases",
    });
    expect(sum({ cases: 1, share: 0.25 }, 3, 9).verdict).toBe("pass");
    expect(sum({ cases: 1, share: 0.25 }, 2, 9).verdict).toBe("unproven");
    expect(new EvidenceSum("run", "x", { cases: 9, share: 1 }).add(finding(2, 1)).evidence().verdict).toBe("fail");
  });

  it("is unproven or skipped when nothing was examined, with the first reason, and adds up preconditions", () => {
    const probe = () => {
      const noted = new Probe(EXACT);
      noted.precondition("a loss", false);
      return noted;
    };
    const unproven = { verdict: "unproven", reason: "nothing", probe: probe() } as const;
    const skipped = { verdict: "skipped", reason: "needs it", probe: new Probe(EXACT) } as const;
    const sum = new EvidenceSum("run", "x")
      .add(skipped)
      .add(unproven)
      .add({ ...unproven, probe: probe() });
    expect(sum.evidence()).toMatchObject({
      verdict: "unproven",
      reason: "nothing",
      worst: null,
      preconditions: [{ label: "a loss", met: 0, cases: 2 }],
    });
    expect(new EvidenceSum("run", "x").add(skipped).evidence()).toMatchObject({
      verdict: "skipped",
      reason: "needs it",
    });
    expect(new EvidenceSum("run", "x").evidence()).toMatchObject({
      verdict: "unproven",
      reason: "no case was looked at",
    });
  });
});

describe("auditing a run", () => {
  it("gives evidence for each invariant, and skips what needs a second run", () => {
    const pages = auditRun(view, [sketch(2), relationThat(() => {})]);
    expect([...pages.keys()]).toEqual(["a/sketch", "relation/sketch"]);
    expect(pages.get("a/sketch")![0]).toMatchObject({ method: "run", verdict: "pass", subject: "a run", examined: 2 });
    expect(pages.get("relation/sketch")![0]).toMatchObject({
      method: "relation",
      verdict: "skipped",
      reason: "needs a second run of a related scenario, and a recorded run cannot be run again",
    });
  });
});

describe("the view of a run", () => {
  it("asks for each part once", () => {
    let asked = 0;
    const run = runOf({ tables: { turnover } });
    const counting = new RunView(
      {
        ...run,
        table: (name) => {
          asked++;
          return run.table(name);
        },
      },
      "counted",
    );
    expect([counting.table("turnover"), counting.table("turnover")]).toEqual([turnover, turnover]);
    expect([counting.table("returns"), counting.table("returns")]).toEqual([undefined, undefined]);
    expect(asked).toBe(2);
    const derive = () => ({ made: ++asked });
    expect(counting.share(derive)).toBe(counting.share(derive));
    expect(asked).toBe(3);
  });

  it("unwraps the texts of an invariant", () => {
    const wrapped = runInvariant({ ...sketch(1), why: `one\n    two`, independentOf: " it ", blindTo: "a\n b" });
    expect([wrapped.why, wrapped.independentOf, wrapped.blindTo]).toEqual(["one two", "it", "a b"]);
  });
});
