import { describe, expect, it } from "vitest";
import { Random } from "../../src/numeric/random.ts";
import { firstDifferingRow, replaceFuture } from "../../src/relations/replace-future.ts";
import { smallScenario } from "../support/reference-run.ts";

describe("replacing the future", () => {
  const scenario = smallScenario();
  const { market, config } = scenario;

  it("keeps the length, the past and the config, and replaces every return from a row on", () => {
    for (let seed = 0; seed < 50; seed++) {
      const followUp = replaceFuture(scenario, new Random(seed));
      if (typeof followUp === "string") throw new Error(followUp);
      const row = firstDifferingRow(market, followUp.market);
      expect(row).toBeGreaterThanOrEqual(2);
      expect(followUp.config).toBe(config);
      expect(followUp.market.dates).toBe(market.dates);
      const first = row * market.assets.length;
      for (let cell = 0; cell < market.returns.length; cell++) {
        expect(followUp.market.returns[cell] === market.returns[cell]).toBe(cell < first);
      }
    }
  });

  it("draws every row that has a past, the last one too", () => {
    const short = smallScenario({ rebalance: { dates: [] }, sleeves: smallScenario({}, 12).config.sleeves }, 12);
    const rows = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const followUp = replaceFuture(short, new Random(seed));
      if (typeof followUp !== "string") rows.add(firstDifferingRow(short.market, followUp.market));
    }
    expect([...rows].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it("says why a market without a future has none to replace", () => {
    const two = { ...market, dates: market.dates.slice(0, 2), returns: market.returns.slice(0, 6) };
    expect(replaceFuture({ market: two, config }, new Random(1))).toBe(
      "the market has only 2 dates: no future to replace",
    );
  });

  it("finds no difference between a market and itself, and where a longer one goes on", () => {
    expect(firstDifferingRow(market, market)).toBe(-1);
    const longer = { ...market, returns: Float64Array.from([...market.returns, 1, 1, 1]) };
    expect(firstDifferingRow(market, longer)).toBe(60);
  });
});
