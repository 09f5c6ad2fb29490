import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "../../src/engine/support.ts";
import { loadPrices } from "../../src/markets/prices.ts";
import { createMarket } from "../../src/model/market.ts";
import { scenarioSource } from "../../src/scenarios/source.ts";

const MARKET = loadPrices(resolve(import.meta.dirname, "../../fixtures/markets/us-stocks.csv"), {
  gaps: "start-late",
});
const SOURCE = scenarioSource(CAPABILITIES, { generators: [{ kind: "prices", market: MARKET }] });
const SAMPLE = fc.sample(SOURCE.block(3), { seed: 3, numRuns: 200 });

describe("windows of a market of real prices", () => {
  it("are what the market has at those dates and assets, with nothing before the first", () => {
    for (const { market } of SAMPLE) {
      const first = MARKET.dates.indexOf(market.dates[0]!);
      expect(market.dates).toEqual(MARKET.dates.slice(first, first + market.dates.length));
      const columns = market.assets.map((asset) => MARKET.assets.indexOf(asset));
      expect(columns).toEqual(columns.toSorted((a, b) => a - b));
      for (const [t] of market.dates.entries()) {
        for (const [i, column] of columns.entries()) {
          const whole = MARKET.returns[(first + t) * MARKET.assets.length + column]!;
          expect(market.returns[t * columns.length + i]).toBe(t === 0 ? 0 : whole + 0);
        }
      }
    }
  });

  it("lie everywhere and take all assets", () => {
    expect(new Set(SAMPLE.map(({ market }) => market.dates[0])).size).toBeGreaterThan(50);
    expect(new Set(SAMPLE.flatMap(({ market }) => market.assets))).toEqual(new Set(MARKET.assets));
    expect(SAMPLE.some(({ market }) => market.assets.length === 1)).toBe(true);
  });

  it("are as long as a market that is shorter than they should be", () => {
    const short = createMarket(["2024-01-02", "2024-01-03"], ["A"], Float64Array.of(0, 0.01));
    const source = scenarioSource(CAPABILITIES, { generators: [{ kind: "prices", market: short }] });
    for (const { market } of fc.sample(source.block(1), { seed: 1, numRuns: 50 })) expect(market).toEqual(short);
  });
});

describe("several generators", () => {
  it("share the blocks", () => {
    const source = scenarioSource(CAPABILITIES, {
      generators: [{ kind: "structured" }, { kind: "prices", market: MARKET }],
    });
    expect(source.name).toBe("structured, prices");
    const real = Array.from({ length: 60 }, (_, seed) => {
      const block = fc.sample(source.block(seed), { seed, numRuns: 4 });
      const known = block.filter(({ market }) => market.assets.every((asset) => MARKET.assets.includes(asset)));
      expect([0, block.length]).toContain(known.length); // a block is of one kind
      return known.length > 0;
    });
    const share = real.filter(Boolean).length / real.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.7);
  });
});
