import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/adapters/run-directory/digest.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { builtinMarket, builtinMarkets } from "../../src/markets/builtin.ts";
import { defaultConfig } from "../../src/markets/default-config.ts";
import { shippedFile } from "../../src/markets/package-root.ts";
import { loadPrices } from "../../src/markets/prices.ts";
import { isoDate, periodKey } from "../../src/model/calendar.ts";
import { parseConfig } from "../../src/model/config.ts";
import { ConfigError } from "../../src/model/errors.ts";
import type { Market } from "../../src/model/market.ts";
import { createMarket } from "../../src/model/market.ts";
import { columnOf } from "../../src/model/panel.ts";
import type { Run } from "../../src/model/run.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { standardDeviation } from "../../src/numeric/statistics.ts";

const root = resolve(import.meta.dirname, "../..");
const assetReturns = ({ assets, returns }: Market, asset: string) =>
  returns.filter((_, cell) => cell % assets.length === assets.indexOf(asset)).slice(1);
const scenarioOf = (name: string) => {
  const market = builtinMarket(name);
  return createScenario(market.load(), parseConfig(market.config));
};
const runOf = (name: string): Promise<Run> => referenceEngine.run(scenarioOf(name));
const columnIn = (run: Run, table: "leverage_series" | "allocator_risk_v1_applied", name: string) =>
  columnOf(run.table(table)!, name)!;

describe("the built-in markets", () => {
  it("are found by name", () => {
    expect(builtinMarkets.map(({ name }) => name)).toEqual(["futures-13", "sp500", "us-stocks"]);
    for (const market of builtinMarkets) expect(builtinMarket(market.name)).toBe(market);
  });

  it("are suggested where a name is nearly right", () => {
    expect(() => builtinMarket("futures13")).toThrow(ConfigError);
    expect(() => builtinMarket("futures13")).toThrow(
      /expected one of futures-13, sp500, us-stocks, was "futures13" \(did you mean futures-13\?\)/,
    );
    expect(() => builtinMarket("SP-500")).toThrow("did you mean sp500?");
    expect(() => builtinMarket("bitcoin-by-the-minute")).toThrow("use --prices FILE");
  });

  it.each(builtinMarkets.map(({ name }) => name))("%s is the same whenever it is loaded", (name) => {
    const market = builtinMarket(name);
    expect(market.load()).toEqual(market.load());
    expect(market.load().returns).not.toBe(market.load().returns);
    expect(`${market.title} ${market.source}`).toMatch(/vega-datasets|synthetic/);
  });
});

describe("futures-13", () => {
  const market = builtinMarket("futures-13").load();

  it("is thirteen assets on 1,512 weekdays from 2018-01-02", () => {
    expect(market.assets).toHaveLength(13);
    expect(market.dates).toHaveLength(1512);
    expect(market.dates.slice(0, 5)).toEqual(["2018-01-02", "2018-01-03", "2018-01-04", "2018-01-05", "2018-01-08"]);
    expect(market.dates.every((date) => (periodKey(date, "day") + 3) % 7 < 5)).toBe(true);
  });

  it("is the same to the bit on every machine", () => {
    // A change of this digest changes every golden run on this market: it must be meant.
    expect(sha256(new Uint8Array(market.returns.buffer))).toBe(
      "3df4507ba1e0e064881c2093ceaf2d2ab50f7f15490b82b57fa59844c2c87bda",
    );
  });

  it("has each asset's volatility, from 1.5% a year for ZT to 40% for NG", () => {
    const volatility = (asset: string) => standardDeviation(assetReturns(market, asset), 1) * Math.sqrt(252);
    expect(volatility("ZT")).toBeGreaterThan(0.01);
    expect(volatility("ZT")).toBeLessThan(0.022);
    expect(volatility("ES")).toBeGreaterThan(0.12);
    expect(volatility("ES")).toBeLessThan(0.27);
    expect(volatility("NG")).toBeGreaterThan(0.28);
    expect(volatility("NG")).toBeLessThan(0.55);
  });

  it("has fat tails", () => {
    const returns = assetReturns(market, "CL");
    const deviation = standardDeviation(returns, 1);
    const fourth = returns.reduce((total, value) => total + (value / deviation) ** 4, 0) / returns.length;
    expect(fourth).toBeGreaterThan(5); // 3 for a normal distribution
  });

  it("has correlations that are higher where it is turbulent", () => {
    const [es, cl] = [assetReturns(market, "ES"), assetReturns(market, "CL")];
    const windows = Array.from({ length: Math.floor(es.length / 21) }, (_, k) => [k * 21, k * 21 + 21] as const);
    const measured = windows.map(([from, to]) => {
      const [a, b] = [es.slice(from, to), cl.slice(from, to)];
      const mean = (values: Float64Array) => values.reduce((total, value) => total + value, 0) / values.length;
      const products = a.map((value, t) => (value - mean(a)) * (b[t]! - mean(b)));
      const [deviationA, deviationB] = [standardDeviation(a, 0), standardDeviation(b, 0)];
      return { turbulence: deviationA, correlation: mean(products) / (deviationA * deviationB) };
    });
    measured.sort((a, b) => a.turbulence - b.turbulence);
    const average = (part: typeof measured) => part.reduce((total, each) => total + each.correlation, 0) / part.length;
    expect(average(measured.slice(-12))).toBeGreaterThan(average(measured.slice(0, 36)) + 0.15);
  });

  it("with its config is levered from well over 1, at times up to the cap, with a scalar that changes every month", async () => {
    const run = await runOf("futures-13");
    const gross = columnIn(run, "leverage_series", "gross_before");
    const leverage = columnIn(run, "leverage_series", "leverage");
    const applied = columnIn(run, "allocator_risk_v1_applied", "risk_scalar_applied");
    expect(gross.length).toBeGreaterThan(60);
    expect(Math.min(...gross)).toBeGreaterThan(3);
    expect(leverage.filter((each) => each === 4).length).toBeGreaterThan(5);
    expect(leverage.filter((each) => each < 4).length).toBeGreaterThan(30);
    for (let k = 2; k < applied.length; k++) expect(applied[k]).not.toBe(applied[k - 1]);
  });
});

describe("the real markets", () => {
  it("are what the script derives from vega-datasets", async () => {
    const script = pathToFileURL(resolve(root, "scripts/derive-markets.mjs")).href;
    const { deriveMarkets } = (await import(script)) as { deriveMarkets: () => ReadonlyMap<string, string> };
    const derived = deriveMarkets();
    const stored = readdirSync(resolve(root, "fixtures/markets")).filter((file) => file.endsWith(".csv"));
    expect(stored.sort()).toEqual([...derived.keys()].sort());
    for (const [file, text] of derived) {
      expect(readFileSync(resolve(root, "fixtures/markets", file), "utf8") === text, file).toBe(true);
    }
  });

  it("name the version and license of their source", () => {
    const manifest = JSON.parse(readFileSync(resolve(root, "node_modules/vega-datasets/package.json"), "utf8"));
    const attribution = readFileSync(resolve(root, "fixtures/markets/SOURCES.md"), "utf8");
    expect(attribution).toContain(`${manifest.version} `);
    expect(attribution).toContain(manifest.license);
    for (const name of ["sp500", "us-stocks"]) {
      expect(builtinMarket(name).source).toContain(`vega-datasets ${manifest.version} (${manifest.license})`);
    }
  });

  it("sp500 is twenty years of one index, by scalars of which many are absent", async () => {
    const { dates, assets } = builtinMarket("sp500").load();
    expect([dates.length, dates[0], dates.at(-1), assets]).toEqual([5105, "2000-01-03", "2020-04-17", ["SPX"]]);
    const run = await runOf("sp500");
    const { mode, applied } = run.info.config!.allocator as { mode: string; applied: { date: string }[] };
    const rebalances = run.table("weights_scaled")!.dates;
    expect(mode).toBe("precomputed");
    expect(applied.every(({ date }) => rebalances.includes(date))).toBe(true);
    const scalars = columnIn(run, "allocator_risk_v1_applied", "risk_scalar_applied");
    expect(scalars.filter((scalar) => scalar < 1)).toHaveLength(applied.length);
    expect(scalars.length).toBeGreaterThan(200);
  });

  it("us-stocks begins where GOOG does and is held at 1.25 by the quarter", async () => {
    const { dates, assets } = builtinMarket("us-stocks").load();
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([68, "2004-08-01", "2010-03-01"]);
    expect(assets).toEqual(["AAPL", "AMZN", "GOOG", "IBM", "MSFT"]);
    const run = await runOf("us-stocks");
    expect(run.table("weights_scaled")!.values.every((weight) => weight === 0.25)).toBe(true);
    expect(run.table("weights_scaled")!.dates).toHaveLength(23);
  });

  it("are found from wherever in the package the code runs", () => {
    expect(shippedFile("fixtures", "markets", "sp500.csv")).toBe(resolve(root, "fixtures/markets/sp500.csv"));
  });
});

describe("the default config", () => {
  const marketOf = (bars: number, assets: number, daysApart: number) =>
    createMarket(
      Array.from({ length: bars }, (_, t) => isoDate(12_000 + t * daysApart)),
      Array.from({ length: assets }, (_, i) => `A${i}`),
      new Float64Array(bars * assets).map((_, cell) => (cell < assets ? 0 : ((cell * 7919) % 13) / 1000 - 0.006)),
    );
  const kinds = (market: Market) => defaultConfig(market).sleeves.map(({ strategy }) => strategy.kind);

  it("has momentum where there are five assets and 300 bars, else equal weight alone", () => {
    expect(kinds(marketOf(300, 5, 1))).toEqual(["momentum", "equal-weight"]);
    expect(kinds(marketOf(299, 5, 1))).toEqual(["equal-weight"]);
    expect(kinds(marketOf(300, 4, 1))).toEqual(["equal-weight"]);
  });

  it.each([
    [1, 252],
    [7, 52],
    [30, 12],
    [91, 4],
    [365, 1],
  ])("takes bars that are %i days apart for %i a year", (days, perYear) => {
    expect(defaultConfig(marketOf(80, 2, days)).conventions?.annualization).toBe(perYear);
  });

  it("takes a market with holidays and weekends for a daily one", () => {
    const { dates } = builtinMarket("sp500").load();
    const market = createMarket(dates.slice(0, 9), ["A"], new Float64Array(9));
    expect(defaultConfig(market).conventions?.annualization).toBe(252);
  });

  it.each([1, 2, 3, 4, 5, 8, 20, 60, 299, 300, 600])("fits a market of %i bars, so that it runs", async (bars) => {
    const market = marketOf(bars, 6, 1);
    const run = await referenceEngine.run(createScenario(market, parseConfig(defaultConfig(market))));
    expect(run.table("weights_daily")!.dates).toHaveLength(bars);
  });

  it("runs on real exchange-traded funds", async ({ skip }) => {
    const file = resolve(root, "../shared/data/etf_prices_2008_2016.csv");
    if (!existsSync(file)) skip(`${file} is not here`);
    const market = loadPrices(file);
    const run = await referenceEngine.run(createScenario(market, parseConfig(defaultConfig(market))));
    expect(run.table("weights_scaled")!.dates.length).toBeGreaterThan(90);
    expect(run.table("weights_scaled")!.columns).toHaveLength(23);
  });
});
