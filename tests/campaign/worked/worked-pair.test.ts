import { describe, expect, it } from "vitest";
import { catalog } from "../../../invariants/catalog.ts";
import { runCampaign } from "../../../src/campaign/campaign.ts";
import { canaries } from "../../../src/faults/catalog.ts";
import { WIDTH } from "../../../src/report/worked-grid.ts";
import { faulty, scenarioOf } from "../support.ts";
import { bare, counterexample, type Scenario, worked } from "./support.ts";

describe("the worked table of a pair", () => {
  it("says what was changed, and shows both runs where they differ and should not", async () => {
    const fault = faulty("look-ahead-one-bar");
    const books = { "2024-01-03": [1] };
    const first = scenarioOf({ "2024-01-02": [0], "2024-01-03": [0] }, books);
    const second = scenarioOf({ "2024-01-02": [0], "2024-01-03": [-0.1] }, books);
    const violation = {
      date: "2024-01-03",
      asset: "ZT",
      artifact: "weights_model.csv",
      expected: 1,
      actual: 0,
      message: "it knew",
    };
    const text = await worked(counterexample("relation/no-look-ahead", first, violation, { second }), fault, catalog);
    expect(text).toContain("second run: return ZT on 2024-01-03: 0 → -0.1");
    expect(text.slice(text.indexOf("2024  "))).toMatch(
      /market +return ZT +0 +0\n +second run: return ZT +0 +-0\.1\nsignal +weight asked, ZT +1\n +weights_model ZT +1\n +second run: weights_model ZT +\[0\]\n +expected +1\n/,
    );
  });

  it.each([
    [
      "another order",
      [
        ["A", "B"],
        ["B", "A"],
      ],
      "the assets stand in the order B, A",
    ],
    [
      "other names",
      [
        ["A", "B"],
        ["X", "Y"],
      ],
      "the assets have other names: A is X, B is Y",
    ],
    ["one more", [["A"], ["A", "Z"]], "one asset more, which nobody holds: Z"],
  ])("names a change of the assets: %s", (_, [first, second], phrase) => {
    const market = (assets: readonly string[]) => {
      const { config } = scenarioOf({ "2024-01-02": [0] }, {});
      return { market: { dates: ["2024-01-02"], assets, returns: new Float64Array(assets.length) }, config };
    };
    const text = bare(counterexample("a/b", market(first!), {}, { second: market(second!) }));
    expect(text.replace(/\n {2}/g, " ")).toContain(`second run: ${phrase}`);
  });

  it("names a market that ends earlier, settings that differ, and that nothing differs", () => {
    const rows = { "2024-01-02": [0], "2024-01-03": [0.1] };
    const first = scenarioOf(rows, { "2024-01-02": [1] });
    const second = (other: Scenario) => bare(counterexample("a/b", first, {}, { second: other }));
    expect(second(scenarioOf({ "2024-01-02": [0] }, { "2024-01-02": [1] }))).toContain("the market ends on 2024-01-02");
    expect(second(scenarioOf(rows, { "2024-01-02": [1] }, { costs: { halfSpreadBps: 0, feeBps: 7 } }))).toContain(
      "costs.feeBps: 0 → 7",
    );
    expect(second(first)).toContain("second run: the same again");
  });
});

describe("the worked tables of the canaries", () => {
  it.each(canaries.map(({ id }) => [id]))("%s: every one fits, and names its stage", async (id) => {
    const engine = faulty(id);
    const { breaks } = canaries.find((each) => each.id === id)!;
    const invariants = catalog.filter((each) => breaks.includes(each.id));
    const { counterexamples } = await runCampaign({ engine, invariants, seed: 1, cases: 64 });
    expect(counterexamples.length).toBeGreaterThan(0);
    for (const each of counterexamples) {
      const text = await worked(each, engine, catalog);
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
      expect(text).toMatch(/They part at: (signal|targeting|scalar|hold|P&L|artifacts|log)/);
    }
  });
});
