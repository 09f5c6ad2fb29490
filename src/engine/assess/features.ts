import type { Scenario } from "../../model/scenario.ts";
import { booksOfSleeve, sleeveBooksPost, TREND_SLEEVE } from "../sleeves.ts";
import type { Books, Targeted } from "../stages.ts";
import { correlationShock } from "./correlation-shock.ts";
import { drawdownLevel } from "./drawdown-level.ts";
import { drawdownSlope } from "./drawdown-slope.ts";
import type { Feature } from "./feature.ts";
import { neverFull, rowOfFullWindow } from "./feature.ts";
import { meanCorrelation } from "./mean-correlation.ts";
import { realizedVolatility } from "./realized-volatility.ts";
import type { ShadowBook } from "./shadow-book.ts";
import { sleeveConcentration } from "./sleeve-concentration.ts";
import { sleeveReturns } from "./sleeve-returns.ts";
import { trendBreadth } from "./trend-breadth.ts";
import { volatilityAcceleration } from "./volatility-acceleration.ts";

const SHORT_BARS = 20;
const LONG_BARS = 60;
const SLOPE_BARS = 10;

/** The features that every run has, by the name of their column. */
export interface CoreFeatures {
  readonly port_rvol_20d: Feature;
  readonly port_rvol_60d: Feature;
  readonly vol_accel: Feature;
  readonly corr_20d: Feature;
  readonly corr_60d: Feature;
  readonly corr_shock: Feature;
  readonly dd_level: Feature;
  readonly dd_slope_10d: Feature;
}

export function coreFeatures({ market, config }: Scenario, shadow: ShadowBook): CoreFeatures {
  const { annualization, ddof } = config.conventions;
  const shortVolatility = realizedVolatility(shadow, SHORT_BARS, annualization, ddof);
  const longVolatility = realizedVolatility(shadow, LONG_BARS, annualization, ddof);
  const shortCorrelation = meanCorrelation(market, SHORT_BARS);
  const longCorrelation = meanCorrelation(market, LONG_BARS);
  const level = drawdownLevel(shadow);
  return {
    port_rvol_20d: shortVolatility,
    port_rvol_60d: longVolatility,
    vol_accel: volatilityAcceleration(shortVolatility, longVolatility),
    corr_20d: shortCorrelation,
    corr_60d: longCorrelation,
    corr_shock: correlationShock(shortCorrelation, longCorrelation),
    dd_level: level,
    dd_slope_10d: drawdownSlope(level, SLOPE_BARS),
  };
}

/** The features that need certain sleeves, as far as the config has them. They give no points to the risk score. */
export function sleeveFeatures(
  scenario: Scenario,
  books: Books,
  targeted: Targeted,
  shadow: ShadowBook,
): Record<string, Feature> {
  const { market, config } = scenario;
  const features: Record<string, Feature> = {};
  const trend = config.sleeves.findIndex(({ name }) => name === TREND_SLEEVE);
  if (trend >= 0) {
    const own = booksOfSleeve(books.sleeves!, trend, market.assets.length, books.rows.length);
    features.trend_breadth_20d = trendBreadth(market, books.rows, own, SHORT_BARS);
  }
  if (config.sleeves.length > 1) {
    const isFull = rowOfFullWindow(shadow.firstBar, LONG_BARS) < market.dates.length;
    features.sleeve_concentration_60d = isFull
      ? concentration(scenario, books, targeted, shadow)
      : neverFull(market.dates.length);
  }
  return features;
}

function concentration(scenario: Scenario, books: Books, targeted: Targeted, shadow: ShadowBook): Feature {
  const post = sleeveBooksPost(scenario.config, books, targeted);
  return sleeveConcentration(sleeveReturns(scenario, books.rows, post, shadow), shadow.firstBar, LONG_BARS);
}
