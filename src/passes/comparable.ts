import type { TableName } from "../model/run.ts";
import { sameTexts } from "../verify/align.ts";
import type { Passes } from "../verify/invariant.ts";
import type { RunView } from "../verify/run-view.ts";

/** Why two runs cannot be compared figure by figure, one sentence each; none when they can. */
export function notComparable({ baseline, scaled }: Passes): string[] {
  const absent = [baseline, scaled].filter((view) => view.table("portfolio_returns") === undefined);
  if (absent.length > 0) return absent.map(({ name }) => `${name} has no portfolio_returns.csv`);
  return [
    ...differentDates("portfolio_returns", baseline, scaled),
    ...differentAssets(baseline, scaled),
    ...differentReturns(baseline, scaled),
    ...differentDates("weights_scaled", baseline, scaled),
  ];
}

function differentDates(name: TableName, baseline: RunView, scaled: RunView): string[] {
  const first = baseline.table(name)?.dates;
  const second = scaled.table(name)?.dates;
  if (first === undefined || second === undefined || sameTexts(first, second)) return [];
  return [`${name}.csv has other dates: ${spanOf(first)} in the baseline, ${spanOf(second)} in the scaled run`];
}

function differentAssets(baseline: RunView, scaled: RunView): string[] {
  const first = assetsOf(baseline);
  const second = assetsOf(scaled);
  if (first === undefined || second === undefined || sameTexts(first, second)) return [];
  return [`the assets differ: ${first.length} in the baseline, ${second.length} in the scaled run`];
}

function assetsOf(view: RunView): readonly string[] | undefined {
  return view.table("returns")?.columns ?? view.table("weights_scaled")?.columns;
}

function differentReturns(baseline: RunView, scaled: RunView): string[] {
  const first = baseline.table("returns");
  const second = scaled.table("returns");
  if (first === undefined || second === undefined || !sameTexts(first.dates, second.dates)) return [];
  if (!sameTexts(first.columns, second.columns)) return []; // said already
  const cell = first.values.findIndex((value, at) => !Object.is(value, second.values[at]));
  if (cell < 0) return [];
  const date = first.dates[Math.floor(cell / first.columns.length)];
  const asset = first.columns[cell % first.columns.length];
  return [`the market differs: ${asset} returned something else on ${date}, which is no work of an allocator`];
}

function spanOf(dates: readonly string[]): string {
  return dates.length === 0 ? "none" : `${dates.length} from ${dates[0]} to ${dates.at(-1)}`;
}
