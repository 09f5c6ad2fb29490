import { describe, expect, it } from "vitest";
import type { Config } from "../../src/model/config.ts";
import { Random } from "../../src/numeric/random.ts";
import { built } from "../../src/relations/build.ts";
import { changedScalar, changeOneScalar } from "../../src/relations/change-one-scalar.ts";
import { hasHigherCosts, raiseCosts } from "../../src/relations/raise-costs.ts";
import { budgetFactor, scaleBudgets } from "../../src/relations/scale-budgets.ts";
import { capitalFactor, scaleCapital } from "../../src/relations/scale-capital.ts";
import { scalarFactor, scaleScalars } from "../../src/relations/scale-scalars.ts";
import { smallScenario } from "../support/reference-run.ts";

const scenario = smallScenario();
const { config, market } = scenario;
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);

/** The second scenario; a relation that does not apply is a mistake of the test. */
function made<T>(followUp: T | string): T {
  if (typeof followUp === "string") throw new Error(followUp);
  return followUp;
}

describe("relations that change one figure of the config", () => {
  it("multiply the capital by a power of two, and recognise it again", () => {
    for (const seed of SEEDS) {
      const followUp = scaleCapital(scenario, new Random(seed));
      const factor = capitalFactor(scenario, followUp)!;
      expect(followUp.config.initialCapital).toBe(config.initialCapital * factor);
      expect(Number.isInteger(Math.log2(factor))).toBe(true);
      expect(followUp.market).toBe(market);
    }
    expect(capitalFactor(scenario, scenario)).toBeUndefined();
  });

  it("raise the costs, and recognise that nothing else changed", () => {
    for (const seed of SEEDS) expect(hasHigherCosts(scenario, raiseCosts(scenario, new Random(seed)))).toBe(true);
    expect(hasHigherCosts(scenario, scenario)).toBe(false);
    const richer = { market, config: { ...raiseCosts(scenario, new Random(1)).config, initialCapital: 2 } };
    expect(hasHigherCosts(scenario, richer)).toBe(false);
  });

  it("multiply every budget under a volatility target, and recognise by how much", () => {
    const sleeves = [0, 0.5, 2].map((budget, i) => ({ ...config.sleeves[0]!, name: `s${i}`, budget }));
    const several = { market, config: { ...config, sleeves } };
    for (const seed of SEEDS) {
      const followUp = made(scaleBudgets(several, new Random(seed)));
      const factor = budgetFactor(several, followUp)!;
      expect(followUp.config.sleeves.map(({ budget }) => budget)).toEqual([0, 0.5 * factor, 2 * factor]);
    }
    expect(budgetFactor(several, several)).toBeUndefined();
    const none = { market, config: { ...config, sleeves: sleeves.slice(0, 1) } };
    expect(budgetFactor(none, none)).toBeUndefined();
  });

  it("multiply all given scalars, or one of them, and stay in (0, 1]", () => {
    for (const seed of SEEDS) {
      const all = made(scaleScalars(scenario, new Random(seed)));
      expect(scalarFactor(scenario, all)).toBeLessThan(1);
      const one = made(changeOneScalar(scenario, new Random(seed)));
      const { index, factor } = changedScalar(scenario, one)!;
      expect(factor).toBe(0.5);
      expect(index).toBeLessThan(5);
      expect(scalarFactor(scenario, one)).toBeUndefined();
      expect(changedScalar(scenario, all)).toBeUndefined();
    }
    expect(scalarFactor(scenario, scenario)).toBeUndefined();
    expect(changedScalar(scenario, scenario)).toBeUndefined();
  });

  it("change a scalar that belongs to a rebalance, where their number is known", () => {
    for (const seed of SEEDS) {
      const followUp = made(changeOneScalar(scenario, new Random(seed), 2));
      expect(changedScalar(scenario, followUp)!.index).toBeLessThan(2);
    }
    expect(changeOneScalar(scenario, new Random(1), 0)).toBe("there is no rebalance");
  });

  it("know no factor between scalars that are not given", () => {
    const off = smallScenario({ allocator: { mode: "off" } });
    expect(scalarFactor(scenario, off)).toBeUndefined();
    expect(changedScalar(off, scenario)).toBeUndefined();
    const fewer = smallScenario({ allocator: { mode: "compute", scalars: [0.5] } });
    expect(changedScalar(scenario, fewer)).toBeUndefined();
  });
});

describe("building a scenario", () => {
  it("gives the reason where market and config do not fit, and lets a bug of ours through", () => {
    const { dates } = market;
    expect(built({ ...market, dates: dates.slice(0, 4) }, config)).toContain("fewer bars than the longest lookback");
    expect(() => built(market, null as unknown as Config)).toThrow(TypeError);
  });
});
