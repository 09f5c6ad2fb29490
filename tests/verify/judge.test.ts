import { describe, expect, it } from "vitest";
import { ConfigError, HarnessError } from "../../src/model/errors.ts";
import { auditRun } from "../../src/verify/audit.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { judgePair, judgeRun } from "../../src/verify/judge.ts";
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
