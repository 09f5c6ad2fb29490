import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { builtinMarkets } from "../../src/markets/builtin.ts";
import { loadPrices } from "../../src/markets/prices.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import type { Market } from "../../src/model/market.ts";
import type { Run, TableName } from "../../src/model/run.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { bitsOf, computeFrom, precomputedFrom, withAllocator } from "./assess/support.ts";

const FOLDER = resolve(import.meta.dirname, "../../../shared/data");
const ETFS = resolve(FOLDER, "etf_prices_2008_2016.csv");
const STOCKS = resolve(FOLDER, "sp500_stocks_1990_2022.csv.gz");

/** All of a market in equal weights, once invested, under the default layers. */
const invested: ConfigInput = {
  sleeves: [{ name: "index", budget: 1, strategy: { kind: "equal-weight" } }],
  rebalance: "week",
  exposure: { kind: "fixed", multiplier: 1 },
  allocator: { mode: "compute" },
};

const sp500 = () => builtinMarkets.find(({ name }) => name === "sp500")!.load();

function runOn(market: Market, parts: Partial<ConfigInput> = {}): Run {
  return runStages(createScenario(market, parseConfig({ ...invested, ...parts })));
}

/** How many times the regime changes in a year of 252 bars. */
function transitionsPerYear(run: Run): number {
  const { labels } = run.regimes()!;
  const changes = labels.filter((label, t) => t > 0 && label !== labels[t - 1]).length;
  return changes / (labels.length / 252);
}

/** Dates of the lowest applied scalars, the lowest first. */
function deepestDates(run: Run, count: number): string[] {
  const { dates, values } = run.table("allocator_risk_v1_applied")!;
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  return order.slice(0, count).map((k) => dates[k]!);
}

/** The first date of each month in crisis. */
function crisisMonths(run: Run): string[] {
  const { dates, labels } = run.regimes()!;
  return [...new Set(dates.filter((_, t) => labels[t] === "CRISIS").map((date) => date.slice(0, 7)))];
}

const between = (from: string, to: string) => (date: string) => date >= from && date <= to;
const in2008Or2009 = between("2008-01-01", "2009-12-31");
const inEarly2020 = between("2020-01-01", "2020-06-30");

describe("the default layers on the S&P 500, 2000 to 2020", () => {
  const run = runOn(sp500());

  it("de-risk most in 2008 and in early 2020", () => {
    const deepest = deepestDates(run, 8);
    expect(deepest.slice(0, 3).every(in2008Or2009)).toBe(true);
    expect(deepest.filter(inEarly2020)).toHaveLength(2);
    expect(crisisMonths(run)).toEqual(expect.arrayContaining(["2008-09", "2008-10", "2008-11", "2020-03", "2020-04"]));
  });

  it("put the deepest monthly de-risk into December 2008", () => {
    expect(deepestDates(runOn(sp500(), { rebalance: "month" }), 1)).toEqual(["2008-12-01"]);
  });

  it("change their mind fewer than 20 times a year", () => {
    expect(transitionsPerYear(run)).toBeLessThan(20);
    expect(transitionsPerYear(run)).toBeGreaterThan(1);
  });
});

describe("the default layers on 23 ETFs, 2008 to 2016", () => {
  it.skipIf(!existsSync(ETFS))(
    "de-risk most in 2008, with fewer than 20 changes a year (needs the ETFs' prices)",
    () => {
      const run = runOn(loadPrices(ETFS));
      expect(deepestDates(run, 4).every(in2008Or2009)).toBe(true);
      expect(crisisMonths(run)).toEqual(expect.arrayContaining(["2008-09", "2008-10", "2008-11"]));
      expect(transitionsPerYear(run)).toBeLessThan(20);
    },
  );
});

describe("the default layers on 20 stocks, 1990 to 2022", () => {
  it.skipIf(!existsSync(STOCKS))("de-risk most in 2008 and early 2020 (needs the stocks' prices)", () => {
    const run = runOn(loadPrices(STOCKS));
    const deepest = deepestDates(run, 5);
    expect(deepest.filter(in2008Or2009).length + deepest.filter(inEarly2020).length).toBe(5);
    expect(deepest.filter(inEarly2020)).not.toHaveLength(0);
    expect(transitionsPerYear(run)).toBeLessThan(20);
  });
});

const AGREED = [
  "allocator_risk_v1",
  "allocator_risk_v1_applied",
  "allocator_sleeve_risk_v1_applied",
  "overlay_weights",
  "weights_scaled",
  "turnover",
  "portfolio_returns",
  "equity_curve",
] as const satisfies readonly TableName[];

const SLEEVES = ["trend", "carry"].map((name) => ({
  name,
  budget: 0.5,
  strategy: name === "trend" ? { kind: "momentum" as const, period: 20 } : { kind: "equal-weight" as const },
}));
const CALM = { NORMAL: 1, ELEVATED: 0.95, STRESS: 0.9, CRISIS: 0.7 };
const OVERLAY = { name: "crisis", budget: 0.1, strategy: { kind: "equal-weight" as const } };

/** Configs under which a replay has to agree with what was computed. */
const CONFIGS: readonly [string, Partial<ConfigInput>][] = [
  ["fixed exposure, constant weights", {}],
  [
    "a volatility target, drifting positions, costs, simple returns",
    {
      rebalance: "month",
      exposure: { kind: "vol-target", targetVol: 0.1 },
      holding: "drifting-positions",
      costs: { halfSpreadBps: 2, feeBps: 1 },
      conventions: { returns: "simple" },
    },
  ],
  [
    "scalars by sleeve and an overlay",
    {
      sleeves: SLEEVES,
      exposure: { kind: "vol-target", targetVol: 0.1 },
      limits: { maxAssetWeight: 8, maxGross: 8 },
      allocator: { mode: "compute", sleeveScalars: { carry: CALM }, overlay: OVERLAY },
    },
  ],
];

const MARKETS: readonly (readonly [name: string, there: boolean, load: () => Market])[] = [
  ...builtinMarkets.map(({ name, load }) => [name, true, load] as const),
  ["the ETFs' prices", existsSync(ETFS), () => loadPrices(ETFS)],
  ["the stocks' prices", existsSync(STOCKS), () => loadPrices(STOCKS)],
];

describe("compute is a baseline and its scalars replayed, bit for bit", () => {
  for (const [name, there, load] of MARKETS) {
    for (const [title, parts] of CONFIGS) {
      it.skipIf(!there)(`on ${name}: ${title}`, () => {
        const market = load();
        const scenario = createScenario(market, parseConfig({ ...invested, ...parts }));
        const off = withAllocator(scenario, { ...computeFrom(scenario.config), mode: "off" });
        const computed = runStages(scenario);
        const replayed = runStages(withAllocator(scenario, precomputedFrom(runStages(off))));
        for (const table of AGREED) {
          const values = computed.table(table)?.values;
          expect(replayed.table(table)?.values === undefined).toBe(values === undefined);
          if (values !== undefined) expect(bitsOf(replayed.table(table)!.values)).toBe(bitsOf(values));
        }
        expect(replayed.metrics()).toEqual(computed.metrics());
        expect(computed.table("equity_curve")!.values.every(Number.isFinite)).toBe(true);
      });
    }
  }
});
