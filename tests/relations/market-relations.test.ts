import { describe, expect, it } from "vitest";
import { createMarket } from "../../src/model/market.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { absentAsset, addAbsentAsset } from "../../src/relations/add-absent-asset.ts";
import { cutMarket, isPrefix } from "../../src/relations/cut-market.ts";
import { disturb } from "../../src/relations/disturb.ts";
import { isPermuted, permuteAssets } from "../../src/relations/permute-assets.ts";
import { isRenamed, renameAssets } from "../../src/relations/rename-assets.ts";
import { sameScenario } from "../../src/relations/same-scenario.ts";
import { smallScenario } from "../support/reference-run.ts";

const scenario = smallScenario({
  rebalance: { dates: ["2024-01-12", "2024-01-22", "2024-02-21"] },
  allocator: {
    mode: "compute",
    overlay: {
      name: "crisis",
      budget: 0.1,
      strategy: { kind: "weights", dates: ["2024-01-12", "2024-02-21"], values: [[1, 0, 0], null] },
    },
  },
});
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);
const made = (followUp: Scenario | string): Scenario => {
  if (typeof followUp === "string") throw new Error(followUp);
  return createScenario(
    createMarket(followUp.market.dates, followUp.market.assets, followUp.market.returns),
    followUp.config,
  );
};
/** An asset's returns and its weights on each row of the sleeve and the overlay. */
function followed({ market, config }: Scenario, asset: string) {
  const column = market.assets.indexOf(asset);
  const strategies = [config.sleeves[0]!.strategy, config.allocator.overlay!.strategy];
  return {
    returns: market.dates.map((_, t) => market.returns[t * market.assets.length + column]),
    weights: strategies.flatMap((each) => (each.kind === "weights" ? each.values.map((row) => row?.[column]) : [])),
  };
}

describe("relations between markets", () => {
  it("permute returns and weights together, the overlay's too", () => {
    for (const seed of SEEDS) {
      const followUp = made(permuteAssets(scenario, new Random(seed)));
      expect(followUp.market.assets).not.toEqual(scenario.market.assets);
      for (const asset of scenario.market.assets) expect(followed(followUp, asset)).toEqual(followed(scenario, asset));
      expect(isPermuted(scenario, followUp)).toBe(true);
    }
    expect(isPermuted(scenario, made(renameAssets(scenario, new Random(1))))).toBe(false);
  });

  it("rename in place, in either order where no strategy goes by name", () => {
    const orders = new Set<string>();
    for (const seed of SEEDS) {
      const followUp = made(renameAssets(scenario, new Random(seed)));
      expect(followUp.market.returns).toBe(scenario.market.returns);
      expect(isRenamed(scenario, followUp)).toBe(true);
      orders.add(followUp.market.assets.join(" "));
    }
    expect([...orders].sort()).toEqual(["R000000 R000002 R000001", "R000003 R000001 R000002"]);
    expect(isRenamed(scenario, made(permuteAssets(scenario, new Random(1))))).toBe(false);
    expect(isRenamed(scenario, { ...scenario, market: { ...scenario.market, assets: ["ES"] } })).toBe(false);
  });

  it("add an asset without weight anywhere, and find it again", () => {
    const columns = new Set<number>();
    for (const seed of SEEDS) {
      const followUp = made(addAbsentAsset(scenario, new Random(seed)));
      const { column, flat } = absentAsset(scenario, followUp)!;
      columns.add(column);
      expect(flat).toBe(true); // an overlay follows the regime, and that the correlations
      for (const asset of scenario.market.assets) expect(followed(followUp, asset)).toEqual(followed(scenario, asset));
      expect(followed(followUp, "ABSENT").weights.every((weight) => weight === 0 || weight === undefined)).toBe(true);
    }
    expect([...columns].sort()).toEqual([0, 1, 2, 3]);
    const given = smallScenario();
    const moves = SEEDS.map((seed) => absentAsset(given, made(addAbsentAsset(given, new Random(seed))))!.flat);
    expect(new Set(moves)).toEqual(new Set([true, false]));
  });

  it("cut the market and everything dated after the cut", () => {
    for (const seed of SEEDS) {
      const followUp = made(cutMarket(scenario, new Random(seed)));
      expect(isPrefix(scenario, followUp)).toBe(true);
      const bars = followUp.market.dates.length;
      expect(bars).toBeGreaterThanOrEqual(7);
      expect(followUp.market.returns).toEqual(scenario.market.returns.slice(0, bars * 3));
      const last = followUp.market.dates.at(-1)!;
      expect((followUp.config.rebalance as { dates: string[] }).dates.every((date) => date <= last)).toBe(true);
    }
    expect(isPrefix(scenario, scenario)).toBe(false);
    const equal = smallScenario({
      rebalance: "week",
      exposure: { kind: "none" },
      sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    });
    expect(isPrefix(equal, made(cutMarket(equal, new Random(1))))).toBe(true);
  });

  it("disturb everything that an engine could keep, and nothing of its shape", () => {
    const other = disturb(scenario);
    expect(other.market.dates).toBe(scenario.market.dates);
    expect(other.market.returns.slice(0, 3)).toEqual(Float64Array.of(0, 0, 0));
    expect(other.market.returns.slice(3).every((value, cell) => value !== scenario.market.returns[cell + 3])).toBe(
      true,
    );
    expect(other.config.allocator).toBe(scenario.config.allocator);
    expect(made(other).config.initialCapital).toBe(3);
  });
});

describe("whether two scenarios are the same", () => {
  it("is asked of every value", () => {
    const { market, config } = smallScenario();
    const copy = { market: { ...market, returns: market.returns.slice() }, config: structuredClone(config) };
    expect(sameScenario({ market, config }, copy)).toBe(true);
    const returns = market.returns.slice();
    returns[10] = 0.5;
    expect(sameScenario({ market, config }, { market: { ...market, returns }, config })).toBe(false);
    expect(sameScenario({ market, config }, { market: { ...market, returns: returns.slice(3) }, config })).toBe(false);
    expect(sameScenario({ market, config }, { market: { ...market, assets: ["a", "b", "c"] }, config })).toBe(false);
    expect(sameScenario({ market, config }, { market, config: { ...config, initialCapital: 2 } })).toBe(false);
  });
});
