import type { ComparedFigure, Comparison } from "../model/comparison.ts";
import type { Panel } from "../model/panel.ts";
import { alignRows } from "../verify/align.ts";
import { bookSizes } from "../verify/book-sizes.ts";
import type { Passes } from "../verify/invariant.ts";
import type { AppliedScalars } from "./scalar-usage.ts";
import { CALM_TRANSITIONS_PER_YEAR, WARNING_THRESHOLDS } from "./thresholds.ts";

type Facts = Pick<Comparison, "figures" | "scalars" | "regimes" | "deepest">;

/** What speaks for the allocator, one sentence each. */
export function goodSigns({ figures, scalars, regimes, deepest }: Facts): string[] {
  const signs: string[] = [];
  const better = (name: ComparedFigure["name"], what: string) => {
    const found = deltaOf(figures, name);
    if (found !== undefined && found.delta > 0)
      signs.push(`${what}: ${percent(found.baseline)} to ${percent(found.scaled)}`);
  };
  better("max_drawdown", "The deepest drawdown is shallower");
  better("worst_month", "The worst month is milder");
  better("worst_quarter", "The worst quarter is milder");
  const volatility = deltaOf(figures, "annual_vol");
  if (volatility !== undefined && volatility.delta < 0) {
    signs.push(`Volatility is lower: ${percent(volatility.baseline)} to ${percent(volatility.scaled)}`);
  }
  const sharpe = deltaOf(figures, "sharpe");
  if (sharpe !== undefined && sharpe.delta >= 0) {
    signs.push(`The Sharpe ratio does not suffer: ${sharpe.baseline.toFixed(2)} to ${sharpe.scaled.toFixed(2)}`);
  }
  if (regimes !== null && regimes.transitionsPerYear < CALM_TRANSITIONS_PER_YEAR) {
    signs.push(`The regime is steady: ${regimes.transitionsPerYear.toFixed(1)} transitions a year`);
  }
  if (scalars !== null && scalars.scaled > 0 && scalars.share < 0.5) {
    signs.push(`Exposure is cut seldom: at ${scalars.scaled} of ${scalars.rebalances} rebalances`);
  }
  if (deepest.length > 0 && deepest.every(({ regime }) => regime === "STRESS" || regime === "CRISIS")) {
    signs.push("The deepest de-risk dates all lie in STRESS or CRISIS");
  }
  return signs;
}

/** What an owner of the allocator should look at, one sentence each. */
export function warningSigns({ figures, scalars, regimes }: Facts, applied: AppliedScalars | undefined): string[] {
  const signs: string[] = [];
  const drawdown = deltaOf(figures, "max_drawdown");
  if (drawdown !== undefined && drawdown.delta < 0) {
    signs.push(`The deepest drawdown is worse: ${percent(drawdown.baseline)} to ${percent(drawdown.scaled)}`);
  }
  const sharpe = deltaOf(figures, "sharpe");
  if (sharpe !== undefined && sharpe.delta < -WARNING_THRESHOLDS.sharpeLoss) {
    signs.push(
      `The Sharpe ratio falls by more than ${WARNING_THRESHOLDS.sharpeLoss}: ${sharpe.baseline.toFixed(2)} to ${sharpe.scaled.toFixed(2)}`,
    );
  }
  if (regimes !== null && regimes.transitionsPerYear > WARNING_THRESHOLDS.transitionsPerYear) {
    signs.push(
      `The regime thrashes: ${regimes.transitionsPerYear.toFixed(1)} transitions a year, more than ${WARNING_THRESHOLDS.transitionsPerYear}`,
    );
  }
  const highest = applied === undefined ? undefined : highestAfterFirst(applied.values);
  if (scalars !== null && highest !== undefined && highest < 1 - WARNING_THRESHOLDS.scalarRange) {
    signs.push(`The scalar is always below 1: at most ${highest.toFixed(2)} after the first rebalance`);
  }
  return signs;
}

/** What makes the comparison, or the allocator, worthless, one sentence each. */
export function failureModes(
  passes: Passes,
  comparable: readonly string[],
  applied: AppliedScalars | undefined,
): string[] {
  const modes = comparable.map((reason) => `The tables are not comparable: ${reason}`);
  if (applied !== undefined && applied.values.length > 1) {
    const first = applied.values[0]!;
    if (applied.values.every((scalar) => scalar === first)) {
      modes.push(`The scalar never changes: it is ${first} at all ${applied.values.length} rebalances`);
    }
  }
  return [...modes, ...grossAbove(passes)];
}

/** The highest scalar of all rebalances but the first, whose scalar is a default; undefined with fewer than two. */
export function highestAfterFirst(scalars: Float64Array): number | undefined {
  if (scalars.length < 2) return undefined;
  return scalars.subarray(1).reduce((most, scalar) => Math.max(most, scalar), Number.NEGATIVE_INFINITY);
}

/** An allocator only ever takes exposure away; an overlay's hedge is no exposure of the model. */
function grossAbove({ baseline, scaled }: Passes): string[] {
  const before = baseline.table("weights_scaled");
  const after = scaled.table("weights_scaled");
  if (before === undefined || after === undefined || scaled.table("overlay_weights") !== undefined) return [];
  const first = bookSizes(baseline, "weights_scaled").gross;
  const second = bookSizes(scaled, "weights_scaled").gross;
  const rows = alignRows(after.dates, before.dates);
  const above = Array.from(rows.keys()).filter((k) => rows[k]! >= 0 && second[k]! > first[rows[k]!]! * (1 + 1e-9));
  if (above.length === 0) return [];
  return [worstExcess(above, rows, after, first, second)];
}

function worstExcess(
  above: readonly number[],
  rows: Int32Array,
  { dates }: Panel,
  first: Float64Array,
  second: Float64Array,
): string {
  const excess = (k: number) => second[k]! - first[rows[k]!]!;
  const worst = above.reduce((most, k) => (excess(k) > excess(most) ? k : most));
  return (
    `Scaled gross exposure is above the baseline's on ${above.length} of ${dates.length} dates, most on ` +
    `${dates[worst]}: ${second[worst]!.toFixed(3)} over ${first[rows[worst]!]!.toFixed(3)}`
  );
}

function deltaOf(figures: Comparison["figures"], wanted: ComparedFigure["name"]) {
  const found = figures.find(({ name }) => name === wanted);
  if (found === undefined) return undefined;
  const { baseline, scaled, delta } = found;
  if (typeof baseline !== "number" || typeof scaled !== "number" || typeof delta !== "number") return undefined;
  return { baseline, scaled, delta };
}

function percent(fraction: number): string {
  return `${(fraction * 100).toFixed(2)}%`;
}
