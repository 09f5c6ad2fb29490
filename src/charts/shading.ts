import { REGIMES } from "../model/regime.ts";
import { CHART_WIDTH } from "./draw.ts";
import type { ChartSource } from "./source.ts";
import { regimesOf } from "./source.ts";

/** What lies behind the lines of a chart over time: regimes as shades, violations as dashed lines and stretches. */

/** Bands narrower than this share of the axis have no letter. */
const LETTERED = 0.03;
/** Marks beyond these would be one red block; nearer ones are joined first. */
const MARKS = 60;

/** A stretch of places on the axis of dates. */
interface Stretch {
  readonly from: number;
  to: number;
}

/** Regimes above the calmest in shades, with their letters where asked for, and stretches of violated dates. */
export function areas(source: ChartSource, lettered: boolean) {
  const violated = violatedStretches(source)
    .filter(({ from, to }) => to > from)
    .map(({ from, to }): [object, object] => [
      { xAxis: from, itemStyle: { color: "var(--chart-bad)", opacity: 0.16 } },
      { xAxis: to },
    ]);
  return { silent: true, data: [...regimeBands(source, lettered), ...violated] };
}

/** A dashed line at each violated date or at both ends of a stretch of them; the first has a mark. */
export function violationLines(source: ChartSource) {
  const places = new Set(violatedStretches(source).flatMap(({ from, to }) => [from, to]));
  const data = [...places].map((place, i) => ({
    xAxis: place,
    lineStyle: { color: "var(--chart-bad)", type: "dashed" as const, width: 1.2 },
    label: { show: i < 1, formatter: "✗", color: "var(--chart-bad)", position: "end" as const, distance: 2 },
  }));
  return { silent: true, symbol: "none", data };
}

/** The violated dates; neighbours are joined, and more than neighbours until they are few enough to be told apart. */
function violatedStretches({ violated, place, dates }: ChartSource): readonly Stretch[] {
  const places = violated.map((date) => place.get(date)!);
  for (let reach = Math.max(1, Math.ceil(dates.length / CHART_WIDTH)); ; reach *= 2) {
    const stretches: Stretch[] = [];
    for (const at of places) {
      const previous = stretches.at(-1);
      if (previous !== undefined && at - previous.to <= reach) previous.to = at;
      else stretches.push({ from: at, to: at });
    }
    if (stretches.length <= MARKS) return stretches;
  }
}

/** Runs of a regime; what is narrower than a pixel is joined to the worst in it. */
function regimeBands(source: ChartSource, lettered: boolean): [object, object][] {
  const labels = regimesOf(source);
  if (labels === undefined) return [];
  const wide = Math.max(1, Math.ceil(labels.length / CHART_WIDTH));
  const bands: (Stretch & { readonly level: number })[] = [];
  for (let from = 0; from < labels.length; from += wide) {
    const to = Math.min(labels.length - 1, from + wide);
    const level = labels.slice(from, from + wide).reduce((most, label) => Math.max(most, levelOf(label)), 0);
    const previous = bands.at(-1);
    if (previous !== undefined && previous.level === level) previous.to = to;
    else bands.push({ from, to, level });
  }
  const named = ({ from, to }: Stretch) => lettered && to - from >= LETTERED * labels.length;
  return bands
    .filter(({ level }) => level > 0)
    .map((band): [object, object] => [
      {
        name: named(band) ? REGIMES[band.level]!.slice(0, 1) : "",
        xAxis: band.from,
        itemStyle: { color: `var(--regime-${band.level})` },
        label: { color: "var(--chart-soft)", position: "insideTop", fontSize: 11 },
      },
      { xAxis: band.to },
    ]);
}

function levelOf(label: string | null): number {
  return label === null ? 0 : Math.max(0, (REGIMES as readonly string[]).indexOf(label));
}

/** What bands and marks mean, for the description; nothing where there are none. */
export function legendWords(source: ChartSource): string {
  const labels = regimesOf(source);
  const met = REGIMES.slice(1).filter((regime) => labels?.includes(regime) === true);
  const bands =
    met.length === 0 ? "" : ` Shaded by regime: ${met.map((regime) => `${regime.slice(0, 1)} ${regime}`).join(", ")}.`;
  const { violated } = source;
  if (violated.length === 0) return bands;
  const [first] = violated;
  const one = violated.length === 1;
  return `${bands} In red (✗): ${one ? "the date" : `${violated.length} dates`} with a violation, ${one ? "" : "the first "}${first}.`;
}
