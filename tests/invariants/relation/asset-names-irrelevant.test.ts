import { describe, expect, it } from "vitest";
import { assetNamesIrrelevant } from "../../../invariants/relation/asset-names-irrelevant.ts";
import { referenceStages } from "../../../src/engine/reference.ts";
import { namesReadAsNumbers } from "../../../src/faults/names-read-as-numbers.ts";
import { createMarket } from "../../../src/model/market.ts";
import { expectFail, expectPass, expectUnproven } from "../../support/judging.ts";
import { smallScenario } from "../../support/reference-run.ts";
import { judgedRelated, related } from "../../support/relating.ts";
import { changed, withCell } from "../../support/run-of.ts";

const sleeves = smallScenario({
  exposure: { kind: "fixed", multiplier: 0.5 },
  allocator: { mode: "compute", sleeveScalars: { core: { NORMAL: 0.9, ELEVATED: 0.8, STRESS: 0.7, CRISIS: 0.6 } } },
});

describe("relation/asset-names-irrelevant", () => {
  it("passes with other names, in the tables of sleeves too", () => {
    for (let seed = 0; seed < 10; seed++) {
      expectPass(judgedRelated(assetNamesIrrelevant, related(assetNamesIrrelevant, smallScenario(), seed)));
      expectPass(judgedRelated(assetNamesIrrelevant, related(assetNamesIrrelevant, sleeves, seed)));
    }
  });

  it("fails when a name that begins with a digit is read as a number", () => {
    const { market, config } = smallScenario();
    const scenario = { market: createMarket(market.dates, ["6E", "TY", "GC"], market.returns), config };
    const faulty = related(assetNamesIrrelevant, scenario, 1, namesReadAsNumbers.stages(referenceStages));
    const { verdict, probe } = judgedRelated(assetNamesIrrelevant, faulty);
    expect(verdict).toBe("fail");
    expect(probe.violations[0]).toMatchObject({ asset: "6E", artifact: "weights_model.csv", expected: 0 });
  });

  it("fails for one bit, and for a column that is lost", () => {
    const pair = related(assetNamesIrrelevant, smallScenario());
    const scaled = pair.second.table("weights_scaled")!;
    const [date, name] = [scaled.dates[2]!, scaled.columns[1]!];
    const bit = withCell(scaled, date, name, scaled.values[2 * 3 + 1]! * (1 + 2 ** -52));
    expectFail(
      judgedRelated(assetNamesIrrelevant, pair, { second: changed(pair.second, { tables: { weights_scaled: bit } }) }),
      {
        date,
        asset: "TY",
      },
    );
    const renamed = { ...scaled, columns: ["ES", ...scaled.columns.slice(1)] };
    const lost = changed(pair.second, { tables: { weights_scaled: renamed } });
    expectFail(judgedRelated(assetNamesIrrelevant, pair, { second: lost }), {
      artifact: "weights_scaled.csv",
      message: "columns: it is another number when the assets have other names",
    });
  });

  it("is unproven where names are the same, or sort otherwise under a strategy that breaks ties by name", () => {
    const pair = related(assetNamesIrrelevant, smallScenario());
    expectUnproven(judgedRelated(assetNamesIrrelevant, pair, { followUp: pair.scenario }), "never other names");
    const momentum = { kind: "momentum", period: 5 } as const;
    const ranked = smallScenario({ sleeves: [{ name: "core", budget: 1, strategy: momentum }] });
    const reversed = { ...ranked, market: { ...ranked.market, assets: ["c", "b", "d"] } };
    const other = related(assetNamesIrrelevant, ranked);
    expectPass(judgedRelated(assetNamesIrrelevant, other));
    expectUnproven(judgedRelated(assetNamesIrrelevant, other, { followUp: reversed }), "never other names");
  });
});
