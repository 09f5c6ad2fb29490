import type { Config } from "../model/config.ts";
import type { Scenario } from "../model/scenario.ts";
import { doubles } from "../numeric/arrays.ts";
import { Block } from "./block.ts";
import type { WeightList } from "./book.ts";
import { bookReturns, grossOf, listWeights, weightList } from "./book.ts";
import { deviation } from "./deviation.ts";
import { checkLimits, limitsOfTargets } from "./limits.ts";
import type { Books, Targeted } from "./stages.ts";

type VolTarget = Extract<Config["exposure"], { kind: "vol-target" }>;

/**
 * Stage 3, exposure policy. Under `vol-target` each book is brought to its target risk by one leverage, which limits
 * lower uniformly; under `fixed` and `none` it is multiplied, and a book over its limits is a LimitError. After this
 * stage nothing clips, caps or renormalizes.
 */
export function target(scenario: Scenario, books: Books): Targeted {
  const { exposure } = scenario.config;
  if (exposure.kind === "vol-target") return volTarget(scenario, exposure, books);
  return multiply(scenario, exposure.kind === "fixed" ? exposure.multiplier : 1, books);
}

/**
 * Risk targeting (ENGINE.md): unit = w / Σ|w|; vol = stdev of the unit book over the window that ends on the row
 * before, annualised; leverage = min(targetVol / max(vol, volFloor), caps); post = unit · leverage. A book of zeros
 * stays one: it is reported with vol 0 and leverage 0.
 */
function volTarget({ market, config }: Scenario, exposure: VolTarget, { rows, pre }: Books): Targeted {
  const width = market.assets.length;
  const targeted = emptyTargeted(rows.length, width);
  const unit = weightList(width);
  const window = doubles(Math.min(exposure.volWindow, market.dates.length));
  const yearly = Math.sqrt(config.conventions.annualization);
  const limits = limitsOfTargets(config);
  for (let k = 0; k < rows.length; k++) {
    listWeights(unit, pre, k * width, width);
    const gross = grossOf(unit);
    targeted.grossBefore[k] = gross;
    if (gross === 0) continue;
    const largest = toUnit(unit, gross);
    const to = rows[k]!;
    const from = Math.max(1, to - exposure.volWindow);
    bookReturns(market.returns, width, from, to, unit, window, 0);
    const vol = deviation(window, 0, to - from, config.conventions.ddof) * yearly;
    const leverage = leverageFor(vol, largest, exposure, limits);
    targeted.vol[k] = vol;
    targeted.leverage[k] = leverage;
    targeted.grossAfter[k] = writeLevered(unit, leverage, targeted.post, k * width);
  }
  return targeted;
}

/** The leverage that reaches the target, lowered to what the cap and the limits allow the whole book. */
function leverageFor(vol: number, largest: number, exposure: VolTarget, limits: Config["limits"]): number {
  return Math.min(
    exposure.targetVol / Math.max(vol, exposure.volFloor),
    exposure.leverageCap,
    limits.maxGross,
    limits.maxAssetWeight / largest,
  );
}

/** Divides a listed book by its gross; returns the largest |unit weight|. */
function toUnit({ weights, count }: WeightList, gross: number): number {
  let largest = 0;
  for (let j = 0; j < count; j++) {
    const weight = weights[j]! / gross;
    weights[j] = weight;
    largest = Math.max(largest, Math.abs(weight));
  }
  return largest;
}

/** Writes the listed book times the leverage to books[offset …]; returns its gross. */
function writeLevered(list: WeightList, leverage: number, books: Float64Array, offset: number): number {
  const { columns, weights, count } = list;
  for (let j = 0; j < count; j++) {
    const weight = weights[j]! * leverage;
    weights[j] = weight;
    books[offset + columns[j]!] = weight;
  }
  return grossOf(list);
}

function multiply(scenario: Scenario, multiplier: number, { rows, pre }: Books): Targeted {
  const width = scenario.market.assets.length;
  const targeted = emptyTargeted(rows.length, width);
  const list = weightList(width);
  targeted.vol.fill(Number.NaN);
  targeted.leverage.fill(multiplier);
  for (let k = 0; k < rows.length; k++) {
    listWeights(list, pre, k * width, width);
    targeted.grossBefore[k] = grossOf(list);
    const gross = writeLevered(list, multiplier, targeted.post, k * width);
    targeted.grossAfter[k] = gross;
    checkLimits(scenario, rows[k]!, list, gross);
  }
  return targeted;
}

function emptyTargeted(count: number, width: number): Targeted {
  const block = new Block(4 + width, count);
  return {
    vol: block.column(0),
    leverage: block.column(1),
    grossBefore: block.column(2),
    grossAfter: block.column(3),
    post: block.column(4, width),
  };
}
