import type { EChartsOption, SeriesOption } from "echarts";
import { REGIMES } from "../model/regime.ts";
import { CHART_WIDTH } from "./draw.ts";
import type { ChartSource, Line } from "./source.ts";
import { regimesOf } from "./source.ts";
import { thinnedRows } from "./thin.ts";

/** One panel over time: a name for its axis, and the lines in it. */
export interface TimePanel {
  readonly name: string;
  readonly lines: readonly TimeLine[];
  /** How a value of the axis is written. */
  readonly format?: (value: number) => string;
  /** A level that is marked across: a cap, a limit. */
  readonly level?: { readonly name: string; readonly value: number } | undefined;
}

export interface TimeLine {
  readonly name: string;
  readonly line: Line;
  /** Held from one date to the next, filled down to zero, or one bar a date. */
  readonly shape?: "line" | "step" | "area" | "bars";
}

const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]] as const;
const LEFT = 62;
const RIGHT = 16;
const TOP = 34;
const BOTTOM = 30;
const GAP = 26;
/** Stretches that a line is thinned to; four points are drawn of each. */
const BUCKETS = 300;
/** Bands narrower than this share of the axis have no letter. */
const LETTERED = 0.03;
/** Marks beyond these would be one red block. */
const MARKS = 60;

/** Panels under each other on one axis of dates, regimes shaded, dates of violations marked. */
export function timeline(source: ChartSource, panels: readonly TimePanel[], heights: readonly number[]): EChartsOption {
  let top = TOP;
  const tops = heights.map((height) => {
    const at = top;
    top += height + GAP;
    return at;
  });
  const last = panels.length - 1;
  const names = panels.flatMap(({ lines }) => lines.map(({ name }) => name));
  return {
    grid: panels.map((_, i) => ({ left: LEFT, right: RIGHT, top: tops[i]!, height: heights[i]! })),
    xAxis: panels.map((_, i) => dateAxis(source, i, i === last)),
    yAxis: panels.map((panel, i) => valueAxis(panel, i)),
    legend: {
      show: names.length > 1,
      top: 4,
      right: RIGHT,
      itemWidth: 30,
      data: names,
      textStyle: { color: "var(--chart-ink)", fontSize: 12 },
    },
    series: panels.flatMap((panel, i) => panelSeries(source, panel, i, panels)),
  };
}

/** The height of a chart of panels of these heights. */
export function timelineHeight(heights: readonly number[]): number {
  return TOP + heights.reduce((sum, height) => sum + height, 0) + GAP * (heights.length - 1) + BOTTOM;
}

function dateAxis({ dates }: ChartSource, gridIndex: number, labelled: boolean) {
  return {
    type: "value" as const,
    gridIndex,
    min: 0,
    max: Math.max(1, dates.length - 1),
    interval: Math.max(1, Math.ceil((dates.length - 1) / 6)),
    axisLine: { lineStyle: { color: "var(--chart-soft)" }, onZero: false },
    axisTick: { show: labelled },
    splitLine: { show: false },
    axisLabel: {
      show: labelled,
      color: "var(--chart-soft)",
      showMaxLabel: false,
      alignMinLabel: "left" as const,
      formatter: (value: number) => dates[value] ?? "",
    },
  };
}

function valueAxis({ name, format }: TimePanel, gridIndex: number) {
  return {
    type: "value" as const,
    gridIndex,
    name,
    scale: true,
    splitNumber: 3,
    nameLocation: "end" as const,
    nameGap: 8,
    nameTextStyle: { align: "left" as const, padding: [0, 0, 0, -LEFT + 8], color: "var(--chart-soft)" },
    axisLabel: { color: "var(--chart-soft)", ...(format === undefined ? {} : { formatter: format }) },
    splitLine: { lineStyle: { color: "var(--chart-line)" } },
  };
}

function panelSeries(
  source: ChartSource,
  { lines, level }: TimePanel,
  index: number,
  panels: readonly TimePanel[],
): SeriesOption[] {
  const before = panels.slice(0, index).reduce((sum, panel) => sum + panel.lines.length, 0);
  return lines.map(({ name, line, shape = "line" }, i): SeriesOption => {
    const at = (before + i) % 4;
    const common = {
      name,
      xAxisIndex: index,
      yAxisIndex: index,
      silent: true,
      data: points(line),
      itemStyle: { color: `var(--chart-${at + 1})` },
      ...(i === 0 ? { markArea: regimeBands(source), markLine: marks(source, level) } : {}),
    };
    if (shape === "bars") return { ...common, type: "bar", barMaxWidth: 6, barMinWidth: 1 };
    return {
      ...common,
      type: "line",
      symbol: "none",
      ...(shape === "step" ? { step: "end" as const } : {}),
      ...(shape === "area" ? { areaStyle: { color: `var(--chart-${at + 1})`, opacity: 0.25 } } : {}),
      lineStyle: { color: `var(--chart-${at + 1})`, width: 1.5, type: DASHES[at] as "solid" },
    };
  });
}

/** Points of a line, thinned; a gap where there is no finite value. */
function points({ places, values }: Line): [number, number | null][] {
  return thinnedRows(values, BUCKETS).map((row) => [places[row]!, rounded(values[row]!)]);
}

/** Six digits: more than a pixel tells. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}

/** Runs of a regime above the calmest, in shades and letters; what is narrower than a pixel is joined to the worst in it. */
function regimeBands(source: ChartSource) {
  const labels = regimesOf(source);
  if (labels === undefined) return { silent: true, data: [] };
  const wide = Math.max(1, Math.ceil(labels.length / CHART_WIDTH));
  const bands: { from: number; to: number; level: number }[] = [];
  for (let from = 0; from < labels.length; from += wide) {
    const to = Math.min(labels.length - 1, from + wide);
    const level = labels.slice(from, from + wide).reduce((most, label) => Math.max(most, levelOf(label)), 0);
    const previous = bands.at(-1);
    if (previous !== undefined && previous.level === level) previous.to = to;
    else bands.push({ from, to, level });
  }
  return {
    silent: true,
    data: bands
      .filter(({ level }) => level > 0)
      .map(({ from, to, level }): [object, object] => [
        {
          name: to - from >= LETTERED * labels.length ? REGIMES[level]!.slice(0, 1) : "",
          xAxis: from,
          itemStyle: { color: `var(--regime-${level})` },
          label: { color: "var(--chart-soft)", position: "insideTop", fontSize: 11 },
        },
        { xAxis: to },
      ]),
  };
}

function levelOf(label: string | null): number {
  return label === null ? 0 : Math.max(0, (REGIMES as readonly string[]).indexOf(label));
}

function marks({ violated, place }: ChartSource, level: TimePanel["level"]) {
  const dated = violated.slice(0, MARKS).map((date, i) => ({
    xAxis: place.get(date)!,
    lineStyle: { color: "var(--chart-bad)", type: "dashed" as const, width: 1.2 },
    label: { show: i < 1, formatter: "✗", color: "var(--chart-bad)", position: "end" as const },
  }));
  const levels =
    level === undefined
      ? []
      : [
          {
            yAxis: level.value,
            lineStyle: { color: "var(--chart-soft)", type: [2, 4], width: 1 },
            label: { formatter: level.name, position: "insideEndTop" as const, color: "var(--chart-soft)" },
          },
        ];
  return { silent: true, symbol: "none", data: [...dated, ...levels] };
}

/** What bands and marks mean, for the description; nothing where there are none. */
export function legendWords(source: ChartSource): string {
  const labels = regimesOf(source);
  const met = REGIMES.slice(1).filter((regime) => labels?.includes(regime) === true);
  const bands =
    met.length === 0 ? "" : ` Shaded by regime: ${met.map((regime) => `${regime.slice(0, 1)} ${regime}`).join(", ")}.`;
  const { violated } = source;
  if (violated.length === 0) return bands;
  const listed = violated.slice(0, 5).join(", ");
  const more = violated.length > 5 ? ` and ${violated.length - 5} more` : "";
  return `${bands} Dashed red lines (✗): dates with a violation, ${listed}${more}.`;
}
