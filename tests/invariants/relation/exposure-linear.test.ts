import { describe, expect, it } from "vitest";
import { exposureLinear } from "../../../invariants/relation/exposure-linear.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { dustDroppedAfterRt } from "../../../src/faults/dust-dropped-after-rt.ts";
import type { Panel } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, relate, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const pair = related(exposureLinear, smallScenario());

describe("relation/exposure-linear", () => {
  it("passes when k times the scalars give k times the book and its P&L, the first book excepted", () => {
    const first = pair.source.table("weights_scaled")!.values.subarray(0, 3);
    expect(pair.second.table("weights_scaled")!.values.subarray(0, 3)).toEqual(first);
    expectPass(judgedRelated(exposureLinear, pair));
    expectPass(
      judgedRelated(exposureLinear, related(exposureLinear, smallScenario({ holding: "drifting-positions" }))),
    );
  });

  it("fails when a floor undoes the scalar", () => {
    const scaled = pair.second.table("weights_scaled")!;
    const date = scaled.dates[2]!;
    const floored = pair.source.table("weights_scaled")!.values[2 * 3]!;
    const second = changed(pair.second, { tables: { weights_scaled: withCell(scaled, date, "ES", floored) } });
    expectFail(judgedRelated(exposureLinear, pair, { second }), { date, asset: "ES", artifact: "weights_scaled.csv" });
  });

  it("fails when gross P&L does not follow the book", () => {
    const returns = pair.second.table("portfolio_returns")!;
    const date = returns.dates[45]!;
    const second = changed(pair.second, {
      tables: { portfolio_returns: withCell(returns, date, "gross_return", 0.5) },
    });
    expectFail(judgedRelated(exposureLinear, pair, { second }), {
      date,
      artifact: "portfolio_returns.csv",
      actual: 0.5,
    });
  });

  it("asks no sum to round alike in which a weight has vanished below any double", () => {
    const returns = pair.second.table("portfolio_returns")!;
    const [source, second] = [pair.source, pair.second].map((run) => run.table("weights_scaled")!) as [Panel, Panel];
    const date = source.dates[3]!;
    const tiny = { weights_scaled: withCell(source, date, "ES", 5e-324), weights_daily: undefined };
    const none = { weights_scaled: withCell(second, date, "ES", 0), weights_daily: undefined };
    const off = withCell(returns, date, "gross_return", 0.5);
    const vanished = { source: changed(pair.source, { tables: tiny }), second: changed(pair.second, { tables: none }) };
    expectPass(judgedRelated(exposureLinear, pair, vanished));
    expectPass(
      judgedRelated(exposureLinear, pair, {
        ...vanished,
        second: changed(pair.second, { tables: { ...none, portfolio_returns: off } }),
      }),
    );
    expectFail(
      judgedRelated(exposureLinear, pair, { second: changed(pair.second, { tables: { portfolio_returns: off } }) }),
      { date, artifact: "portfolio_returns.csv" },
    );
  });

  it("notices a filter of small weights", () => {
    const faulty = dustDroppedAfterRt.stages(referenceStages);
    const verdicts = Array.from({ length: 12 }, (_, seed) => {
      const scenario = smallScenario({ allocator: { mode: "compute", scalars: [0.03, 0.02, 0.05, 0.04, 0.01] } });
      return judgedRelated(exposureLinear, related(exposureLinear, scenario, seed, faulty)).verdict;
    });
    expect(verdicts).toContain("fail");
  });

  it("needs scalars that are given", () => {
    expect(relate(exposureLinear, smallScenario({ allocator: { mode: "off" } }))).toContain('mode is "off"');
    expect(relate(exposureLinear, smallScenario({ allocator: { mode: "compute" } }))).toContain("not given");
    expect(relate(exposureLinear, smallScenario({ allocator: { mode: "compute", scalars: [] } }))).toContain(
      "no scalar",
    );
    expect(
      relate(exposureLinear, smallScenario({ allocator: { mode: "compute", scalars: [1], sleeveScalars: {} } })),
    ).toBe("sleeves have scalars of their own");
    expectUnproven(judgedRelated(exposureLinear, pair, { followUp: pair.scenario }), "never scalars that are given");
  });
});
