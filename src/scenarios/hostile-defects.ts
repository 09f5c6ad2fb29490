import type { Strategy } from "../model/config.ts";
import type { ScenarioDocument } from "../model/scenario.ts";

/** One way for a scenario document to be wrong. */
export interface Defect {
  readonly id: string;
  readonly reason: string;
  /** Puts the defect into a valid document; false where the document has no place for it. */
  readonly spoil: (document: ScenarioDocument) => boolean;
}

/** What a number is replaced by: a text, or what stands bare in the JSON that is sent. */
const RAW_NAN = "raw:NaN";
const RAW_OVERFLOW = "raw:1e400";

type Spoil = (document: ScenarioDocument) => boolean | undefined;

/** A defect that has a place in every document, unless `spoil` answers false. */
function defect(id: string, reason: string, spoil: Spoil): Defect {
  return { id, reason, spoil: (document) => spoil(document) !== false };
}

/** Sets what no type allows. */
function put(owner: object, key: string | number, value: unknown): undefined {
  Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
}

/** A defect of one value of the config, found by its path; where it is absent, there is no place for it. */
function value(path: string, wrong: unknown, reason: string): Defect {
  const keys = path.split(".");
  const last = keys.pop()!;
  return defect(`${path}=${JSON.stringify(wrong)}`, reason, ({ config }) => {
    let owner: unknown = config;
    for (const key of keys) owner = (owner as Record<string, unknown>)[key];
    if ((owner as Record<string, unknown>)[last] === undefined) return false;
    return put(owner as object, last, wrong);
  });
}

const market: readonly Defect[] = [
  defect("dates-unsorted", "two dates are in the wrong order", ({ market }) => {
    const [, second, third] = market.dates;
    market.dates.splice(1, 2, third!, second!);
    return undefined;
  }),
  defect("date-repeated", "a date is repeated", ({ market }) => {
    return put(market.dates, 2, market.dates[1]);
  }),
  defect("date-impossible", "a date is no calendar date", ({ market }) => {
    return put(market.dates, 0, "2019-02-30");
  }),
  defect("date-endless", "a date is a text of 100,000 characters", ({ market }) => {
    return put(market.dates, 0, "2".repeat(100_000));
  }),
  defect("asset-repeated", "an asset is listed twice", ({ market }) => {
    if (market.assets.length < 2) return false;
    return put(market.assets, 1, market.assets[0]);
  }),
  defect("asset-unnamed", "an asset has no name", ({ market }) => {
    return put(market.assets, 0, "");
  }),
  defect("market-empty", "the market has no dates", ({ market }) => {
    put(market, "dates", []);
    return put(market, "returns", []);
  }),
  defect("assets-none", "the market has no assets", ({ market }) => {
    put(market, "assets", []);
    return put(
      market,
      "returns",
      market.returns.map(() => []),
    );
  }),
  defect("return-nan", "a return is NaN", ({ market }) => {
    return put(market.returns[1]!, 0, RAW_NAN);
  }),
  defect("return-overflows", "a return is beyond any double", ({ market }) => {
    return put(market.returns[1]!, 0, RAW_OVERFLOW);
  }),
  defect("return-null", "a return is missing", ({ market }) => {
    return put(market.returns[1]!, 0, null);
  }),
  defect("return-text", "a return is a text", ({ market }) => {
    return put(market.returns[1]!, 0, "0.01");
  }),
  defect("return-on-first-row", "the first row has a return", ({ market }) => {
    return put(market.returns[0]!, 0, 0.01);
  }),
  defect("returns-row-long", "a row has one return too many", ({ market }) => {
    market.returns[1]!.push(0);
    return undefined;
  }),
  defect("returns-row-short", "a row has one return too few", ({ market }) => {
    market.returns[1]!.pop();
    return undefined;
  }),
  defect("returns-row-missing", "there is a date without a row of returns", ({ market }) => {
    market.returns.pop();
    return undefined;
  }),
];

const weights: readonly Defect[] = [
  onWeights("weights-on-unknown-date", "weights are given for a date that the market does not have", (strategy) => {
    put(strategy.dates, strategy.dates.length - 1, "2199-01-04");
  }),
  onWeights("weights-row-long", "a row has one weight too many", ({ values }) => {
    put(values, 0, [...(values[0] ?? []), ...Array(8).fill(0)]);
  }),
  onWeights("weights-row-missing", "there is a date without a row of weights", ({ values }) => {
    values.pop();
  }),
  onWeights("weight-nan", "a weight is NaN", (strategy, width) => {
    put(strategy.values, 0, Array(width).fill(RAW_NAN));
  }),
  onWeights("weight-overflows", "a weight is beyond any double", (strategy, width) => {
    put(strategy.values, 0, Array(width).fill(RAW_OVERFLOW));
  }),
  onWeights("weight-text", "a weight is a text", (strategy, width) => {
    put(strategy.values, 0, Array(width).fill("0.5"));
  }),
];

type Outright = Extract<Strategy, { kind: "weights" }>;

/** A defect of the first sleeve's weights, where it has any. */
function onWeights(id: string, reason: string, spoil: (strategy: Outright, width: number) => void): Defect {
  return defect(id, reason, ({ market, config }) => {
    const { strategy } = config.sleeves[0]!;
    if (strategy.kind !== "weights" || strategy.dates.length === 0) return false;
    spoil(strategy, market.assets.length);
    return undefined;
  });
}

const policies: readonly Defect[] = [
  value("initialCapital", 0, "the capital is 0"),
  value("initialCapital", -1, "the capital is negative"),
  value("initialCapital", RAW_NAN, "the capital is NaN"),
  value("exposure.targetVol", -0.2, "the volatility target is negative"),
  value("exposure.targetVol", RAW_NAN, "the volatility target is NaN"),
  value("exposure.targetVol", 0, "the volatility target is 0"),
  value("exposure.volWindow", 1, "the window has one bar"),
  value("exposure.volWindow", 2.5, "the window has half a bar"),
  value("exposure.minObservations", 1_000_000, "more observations are asked for than there are"),
  value("exposure.leverageCap", -4, "the cap is negative"),
  value("exposure.multiplier", 0, "the multiplier is 0"),
  value("exposure.kind", "martingale", "there is no such exposure policy"),
  value("limits.maxGross", -1, "a limit is negative"),
  value("limits.maxAssetWeight", 0, "a limit is 0"),
  value("limits.maxGross", "4", "a limit is a text"),
  value("costs.feeBps", -1, "a cost is negative"),
  value("costs.halfSpreadBps", RAW_OVERFLOW, "a cost is beyond any double"),
  value("conventions.annualization", 0, "a year has no bars"),
  value("conventions.ddof", 2, "two degrees of freedom are taken off"),
  value("conventions.returns", "arithmetic", "there is no such convention of returns"),
  value("holding", "forever", "there is no such holding"),
  value("rebalance", "fortnight", "there is no such schedule"),
  value("rebalance", { bars: 0 }, "a schedule has no bars between its dates"),
  value("rebalance", { dates: ["2199-01-04"] }, "a scheduled date is not in the market"),
  value("allocator.applyMissingScalarAs", 0, "the default scalar is 0"),
  value("allocator.applyMissingScalarAs", 1.5, "the default scalar is above 1"),
  value("allocator.scalars", [0], "a scalar is 0"),
  value("allocator.scalars", [1.5], "a scalar is above 1"),
  value("allocator.scalars", [RAW_NAN], "a scalar is NaN"),
  value("allocator.mode", "sometimes", "there is no such mode"),
  defect("applied-unsorted", "the applied scalars are not in order", ({ config }) => {
    if (config.allocator.mode !== "precomputed" || config.allocator.applied.length < 2) return false;
    config.allocator.applied.reverse();
    return undefined;
  }),
  defect("applied-above-one", "an applied scalar is above 1", ({ config }) => {
    if (config.allocator.mode !== "precomputed" || config.allocator.applied.length === 0) return false;
    return put(config.allocator.applied[0]!, "risk_scalar_applied", 1.5);
  }),
];

const shape: readonly Defect[] = [
  defect("schema-other", "it says that it is of another schema", (document) => {
    return put(document, "schema", "tieout.scenario/99");
  }),
  defect("market-missing", "there is no market", (document) => {
    return put(document, "market", undefined);
  }),
  defect("config-missing", "there is no config", (document) => {
    return put(document, "config", undefined);
  }),
  defect("config-list", "the config is a list", (document) => {
    return put(document, "config", [document.config]);
  }),
  defect("exposure-missing", "there is no exposure policy", ({ config }) => {
    return put(config, "exposure", undefined);
  }),
  defect("sleeves-none", "there is no sleeve", ({ config }) => {
    return put(config, "sleeves", []);
  }),
  defect("sleeve-repeated", "two sleeves have the same name", ({ config }) => {
    config.sleeves.push(config.sleeves[0]!);
    return undefined;
  }),
  defect("sleeve-unnamed", "a sleeve has no name", ({ config }) => {
    return put(config.sleeves[0]!, "name", "");
  }),
  defect("budget-negative", "a budget is negative", ({ config }) => {
    return put(config.sleeves[0]!, "budget", -1);
  }),
  defect("strategy-unknown", "there is no such strategy", ({ config }) => {
    return put(config.sleeves[0]!, "strategy", { kind: "astrology" });
  }),
  defect("key-unknown", "the config has a key that nobody knows", ({ config }) => {
    return put(config, "leverage", 3);
  }),
  defect("key-of-prototype", "the config has the key __proto__", ({ config }) => {
    return put(config, "__proto__", { holding: "forever" });
  }),
  defect("sleeve-of-prototype", "scalars are given for a sleeve that is a method of every object", ({ config }) => {
    return put(config.allocator, "sleeveScalars", { toString: { NORMAL: 1, ELEVATED: 1, STRESS: 1, CRISIS: 1 } });
  }),
];

/** All defects, each with its reason; ids are unique. */
export const DEFECTS: readonly Defect[] = [...market, ...weights, ...policies, ...shape];
