import type { DeRisk, ScalarUsage } from "../model/comparison.ts";
import type { LabelSeries, Panel } from "../model/panel.ts";
import { mean } from "../numeric/statistics.ts";
import { Column } from "../verify/column.ts";
import type { RunView } from "../verify/run-view.ts";

/** How many de-risk dates are listed. */
const DEEPEST_LISTED = 10;

/** The scalars that a run applied, one a rebalance. */
export interface AppliedScalars {
  readonly dates: readonly string[];
  readonly values: Float64Array;
}

/**
 * What a run applied: 1 throughout with the allocator off, whatever it records as ready; otherwise
 * allocator_risk_v1_applied. Undefined where nothing says.
 */
export function passScalars(view: RunView): AppliedScalars | undefined {
  const scaled = view.table("weights_scaled");
  if (view.config?.allocator.mode === "off" && scaled !== undefined) {
    return { dates: scaled.dates, values: new Float64Array(scaled.dates.length).fill(1) };
  }
  const applied = view.table("allocator_risk_v1_applied");
  if (applied === undefined) return undefined;
  return { dates: applied.dates, values: new Column(applied, "risk_scalar_applied").toArray() };
}

/** How often and how deeply a run was scaled; undefined where nothing says or nothing was rebalanced. */
export function scalarUsage(view: RunView): ScalarUsage | undefined {
  const applied = passScalars(view);
  if (applied === undefined || applied.values.length === 0) return undefined;
  const { values } = applied;
  const scaled = values.reduce((count, scalar) => (scalar < 1 ? count + 1 : count), 0);
  const sleeves = view.table("allocator_sleeve_risk_v1_applied");
  return {
    rebalances: values.length,
    scaled,
    share: scaled / values.length,
    ...rangeOf(values),
    ...(sleeves === undefined ? {} : { sleeves: sleeveRanges(sleeves) }),
  };
}

/** The rebalances with a scalar below 1, deepest first, the earlier first where equal, with the regime of the date. */
export function deepestDeRisks({ dates, values }: AppliedScalars, regimes: LabelSeries | undefined): DeRisk[] {
  const events: number[] = [];
  for (let k = 0; k < values.length; k++) if (values[k]! < 1) events.push(k);
  events.sort((a, b) => values[a]! - values[b]! || a - b);
  const regimeOn = new Map(regimes?.dates.map((date, t) => [date, regimes.labels[t] ?? null]));
  return events.slice(0, DEEPEST_LISTED).map((k) => {
    const date = dates[k]!;
    return { date, scalar: values[k]!, regime: regimeOn.get(date) ?? null };
  });
}

function rangeOf(values: Float64Array): { mean: number; min: number; max: number } {
  const min = values.reduce((least, scalar) => Math.min(least, scalar), Number.POSITIVE_INFINITY);
  const max = values.reduce((most, scalar) => Math.max(most, scalar), Number.NEGATIVE_INFINITY);
  return { mean: mean(values), min, max };
}

function sleeveRanges(table: Panel): { name: string; mean: number; min: number; max: number }[] {
  return table.columns.map((name) => ({ name, ...rangeOf(new Column(table, name).toArray()) }));
}
