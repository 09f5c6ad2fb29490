import { describe, expect, it } from "vitest";
import { noLookAhead } from "../../../invariants/relation/no-look-ahead.ts";
import { runStages } from "../../../src/engine/reference.ts";
import { createMarket } from "../../../src/model/market.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { createScenario } from "../../../src/model/scenario.ts";
import { Random } from "../../../src/numeric/random.ts";
import { RunView } from "../../../src/verify/run-view.ts";
import { expectFail, expectPass, expectUnproven, judgedPair } from "../../support/judging.ts";
import { POLICIES } from "../../support/policies.ts";
import { smallRun, smallScenario } from "../../support/reference-run.ts";
import { changed, runOf, withCell } from "../../support/run-of.ts";

/** The scenario with another future from a row on. */
function from(scenario: Scenario, row: number): Scenario {
  const { dates, assets, returns } = scenario.market;
  const other = returns.map((value, cell) => (cell >= row * assets.length ? value + 0.01 : value));
  return createScenario(createMarket(dates, assets, other), scenario.config);
}

const scenario = smallScenario();
const dates = scenario.market.dates;
const run = smallRun();
const future = from(scenario, 30); // row 30 is a rebalance
const other = runStages(future);

describe("relation/no-look-ahead", () => {
  it("passes when only what comes later is different", () => {
    expectPass(judgedPair(noLookAhead, [scenario, run], [future, other]));
  });

  it("passes whatever the row at which the futures part", () => {
    for (let row = 2; row < dates.length; row += 7) {
      const parted = from(scenario, row);
      expectPass(judgedPair(noLookAhead, [scenario, run], [parted, runStages(parted)]));
    }
  });

  it("fails when a weight dated t knows the return of t", () => {
    const post = other.table("weights_post")!;
    const peeking = changed(other, { tables: { weights_post: withCell(post, dates[30]!, "TY", 0.123) } });
    expectFail(judgedPair(noLookAhead, [scenario, run], [future, peeking]), {
      date: dates[30]!,
      asset: "TY",
      artifact: "weights_post.csv",
      actual: 0.123,
      message: `it differs when the returns from ${dates[30]} on are other ones: it knew the future`,
    });
  });

  it("fails when the P&L of the day before knows it, and lets that of the day itself differ", () => {
    const returns = other.table("portfolio_returns")!;
    const peeking = changed(other, {
      tables: { portfolio_returns: withCell(returns, dates[29]!, "gross_return", 0.5) },
    });
    expectFail(judgedPair(noLookAhead, [scenario, run], [future, peeking]), {
      date: dates[29]!,
      artifact: "portfolio_returns.csv",
      actual: 0.5,
      message: expect.stringContaining("gross_return: it differs"),
    });
    const same = changed(other, { tables: { portfolio_returns: withCell(returns, dates[30]!, "gross_return", 0.5) } });
    expectPass(judgedPair(noLookAhead, [scenario, run], [future, same]));
  });

  it("fails when the scalar or the share of a sleeve, or the overlay, knows the return of its own date", () => {
    const parts = smallScenario(POLICIES["fixed, layers, scalars by sleeve and an overlay"]);
    const whole: [Scenario, Run] = [parts, runStages(parts)];
    const parted = from(parts, 30);
    const honest = runStages(parted);
    expectPass(judgedPair(noLookAhead, whole, [parted, honest]));
    for (const [name, column] of [
      ["sleeve_weights_post", "core/TY"],
      ["overlay_weights", "TY"],
      ["allocator_sleeve_risk_v1", "core"],
      ["allocator_sleeve_risk_v1_applied", "core"],
    ] as const) {
      const tables = { [name]: withCell(honest.table(name)!, dates[30]!, column, 0.123) };
      expectFail(judgedPair(noLookAhead, whole, [parted, changed(honest, { tables })]), {
        date: dates[30]!,
        artifact: `${name}.csv`,
        actual: 0.123,
      });
    }
  });

  it("fails when returns of the past are filled from the future, and when a trade knows the bar that it is made on", () => {
    const filled = withCell(other.table("returns")!, dates[29]!, "TY", 0.5);
    expectFail(judgedPair(noLookAhead, [scenario, run], [future, changed(other, { tables: { returns: filled } })]), {
      date: dates[29]!,
      asset: "TY",
      artifact: "returns.csv",
    });
    const traded = withCell(other.table("turnover")!, dates[30]!, "turnover", 0.5);
    expectFail(judgedPair(noLookAhead, [scenario, run], [future, changed(other, { tables: { turnover: traded } })]), {
      date: dates[30]!,
      artifact: "turnover.csv",
    });
  });

  it("allows weights dated t to know t where the run says that they earn from t+1 on", () => {
    const later = (s: Scenario): Scenario => ({
      market: s.market,
      config: { ...s.config, conventions: { ...s.config.conventions, earnsFrom: 1 } },
    });
    const post = other.table("weights_post")!;
    const knowing = changed(other, { tables: { weights_post: withCell(post, dates[30]!, "TY", 0.123) } });
    expectPass(judgedPair(noLookAhead, [later(scenario), run], [later(future), knowing]));
    const peeking = changed(other, { tables: { weights_post: withCell(post, dates[20]!, "TY", 0.123) } });
    expectFail(judgedPair(noLookAhead, [later(scenario), run], [later(future), peeking]), { date: dates[20]! });
  });

  it("replaces the future from some row on, whether it knows the rebalances or not", () => {
    if (noLookAhead.kind !== "relation") throw new Error("no relation");
    const empty = new RunView(runOf({}), "no tables");
    for (const source of [undefined, empty, new RunView(run, "run")]) {
      const replaced = noLookAhead.followUp(scenario, new Random(1), source);
      expect(typeof replaced).toBe("object");
      expect((replaced as Scenario).market.dates).toBe(dates);
    }
  });

  it("is unproven when the futures are the same", () => {
    expectUnproven(judgedPair(noLookAhead, [scenario, run], [scenario, run]), "never a future that differs");
  });
});
