import type { EChartsOption, SeriesOption } from "echarts";
import { areas, violationLines } from "./shading.ts";
import type { ChartSource, Line } from "./source.ts";
import { thinnedRows } from "./thin.ts";

/** One panel over time: a name for its axis, and the lines in it. */
export interface TimePanel {
  readonly name: string;
  readonly lines: readonly TimeLine[];
  /** How a value of the axis is written. */
  readonly format?: (value: number) => string;
  /** A level that is marked across: a cap, a limit. */
  readonly level?: { readonly name: string; readonly value: number } | undefined;
  /** Whether the axis holds 0 in any case: for lines so near to each other that no label could tell its ends apart. */
  readonly fromZero?: boolean;
}

export interface TimeLine {
  readonly name: string;
  readonly line: Line;
  /** Held from one date to the next, filled down to zero, or one bar a date. */
  readonly shape?: "line" | "step" | "area" | "bars";
  /** Pixels; a broad line lies under the thin ones that may run along it, so that both are seen. */
  readonly breadth?: number;
}

const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3]] as const;
const LEFT = 62;
const RIGHT = 16;
/** Above a panel: a row for its name and legend, one for the marks of violations. */
const ABOVE = 40;
const BOTTOM = 30;
const THIN = 1.5;
const UNITS = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
] as const;
/** Stretches that a line is thinned to; four points are drawn of each. */
const BUCKETS = 300;
/** A level further than this many times beyond all lines would press them flat, and is left to the description. */
const FAR = 3;

/** Panels under each other on one axis of dates, regimes shaded, dates of violations marked. */
export function timeline(source: ChartSource, panels: readonly TimePanel[], heights: readonly number[]): EChartsOption {
  const tops = heights.map((_, i) => ABOVE + heights.slice(0, i).reduce((sum, height) => sum + height + ABOVE, 0));
  const last = panels.length - 1;
  return {
    grid: panels.map((_, i) => ({ left: LEFT, right: RIGHT, top: tops[i]!, height: heights[i]! })),
    xAxis: panels.map((_, i) => dateAxis(source, i, i === last)),
    yAxis: panels.map((panel, i) => valueAxis(panel, i)),
    legend: panels.map((panel, i) => legend(panel, tops[i]!)),
    series: panels.flatMap((panel, i) => panelSeries(source, panel, i, panels)),
  };
}

/** The height of a chart of panels of these heights. */
export function timelineHeight(heights: readonly number[]): number {
  return heights.reduce((sum, height) => sum + ABOVE + height, 0) + BOTTOM;
}

/** Names the lines of a panel that has several. */
function legend(panel: TimePanel, top: number) {
  const names = [...panel.lines.map(({ name }) => name), ...(levelIn(panel) === undefined ? [] : [panel.level!.name])];
  return {
    show: names.length > 1,
    top: top - ABOVE + 4,
    right: RIGHT - 5,
    itemWidth: 26,
    itemGap: 18,
    data: names,
    itemStyle: { opacity: 0 },
    lineStyle: { width: "inherit" as const },
    textStyle: { color: "var(--chart-ink)", fontSize: 12 },
  };
}

/** The level of a panel, where it is near enough to be drawn. */
function levelIn({ lines, level }: TimePanel): number | undefined {
  if (level === undefined) return undefined;
  let largest = 0;
  for (const { line } of lines) for (const value of line.values) if (value > largest) largest = value;
  return level.value <= FAR * largest ? level.value : undefined;
}

function dateAxis({ dates }: ChartSource, gridIndex: number, labelled: boolean) {
  return {
    type: "value" as const,
    gridIndex,
    min: 0,
    max: Math.max(1, dates.length - 1),
    interval: Math.max(1, Math.ceil((dates.length - 1) / 5)),
    axisLine: { lineStyle: { color: "var(--chart-soft)" }, onZero: false },
    axisTick: { show: labelled, lineStyle: { color: "var(--chart-soft)" } },
    splitLine: { show: false },
    axisLabel: {
      show: labelled,
      color: "var(--chart-soft)",
      showMaxLabel: false,
      alignMinLabel: "left" as const,
      hideOverlap: true,
      formatter: (value: number) => dates[value] ?? "",
    },
  };
}

function valueAxis({ name, lines, format = compact, fromZero = false }: TimePanel, gridIndex: number) {
  return {
    type: "value" as const,
    gridIndex,
    name,
    // Bars and areas are read by their length.
    scale: !fromZero && !lines.some(({ shape }) => shape === "bars" || shape === "area"),
    splitNumber: 3,
    nameLocation: "end" as const,
    nameGap: 22,
    nameTextStyle: { align: "left" as const, padding: [0, 0, 0, -LEFT + 8], color: "var(--chart-soft)" },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: "var(--chart-soft)", formatter: format },
    splitLine: { lineStyle: { color: "var(--chart-line)" } },
  };
}

function panelSeries(
  source: ChartSource,
  panel: TimePanel,
  index: number,
  panels: readonly TimePanel[],
): SeriesOption[] {
  const before = panels.slice(0, index).reduce((sum, { lines }) => sum + lines.length, 0);
  const axes = { xAxisIndex: index, yAxisIndex: index, silent: true };
  const series = panel.lines.map((timeLine, i): SeriesOption => {
    const marks = i === 0 ? { markArea: areas(source, index === 0), markLine: violationLines(source) } : {};
    return { ...axes, ...lineSeries(timeLine, i, (before + i) % 4, source.dates.length - 1), ...marks };
  });
  const level = levelIn(panel);
  if (level === undefined) return series;
  const ends = [0, Math.max(1, source.dates.length - 1)].map((place) => [place, level]);
  const lineStyle = { color: "var(--chart-soft)", type: [2, 4], width: 1.2 };
  return [...series, { ...axes, name: panel.level!.name, type: "line", symbol: "none", data: ends, lineStyle }];
}

/** A line of a panel, its `order`-th; colours go on from panel to panel, dashes tell the lines of one panel apart. */
function lineSeries({ name, line, shape = "line", breadth }: TimeLine, order: number, hue: number, last: number) {
  const color = `var(--chart-${hue + 1})`;
  const data = points(line);
  // What is held is held until the end.
  if (shape === "step") data.push([last, data.at(-1)?.[1] ?? null]);
  const common = { name, data, itemStyle: { color } };
  if (shape === "bars") return { ...common, type: "bar" as const, barMaxWidth: 6, barMinWidth: 1 };
  const type = breadth === undefined ? (DASHES[order % 4] as "solid") : "solid";
  const width = breadth ?? THIN;
  return {
    ...common,
    type: "line" as const,
    symbol: "none",
    ...(shape === "step" ? { step: "end" as const } : {}),
    ...(shape === "area" ? { areaStyle: { color, opacity: 0.25 } } : {}),
    lineStyle: { color, width, type },
  };
}

/** Points of a line, thinned; a gap where there is no finite value. */
function points({ places, values }: Line): [number, number | null][] {
  return thinnedRows(values, BUCKETS).map((row) => [places[row]!, rounded(values[row]!)]);
}

/** A value of an axis in few letters: 1,250,000 as `1.25M`. */
function compact(value: number): string {
  const [unit, name] = UNITS.find(([least]) => Math.abs(value) >= least) ?? [1, ""];
  return `${Number((value / unit).toPrecision(6))}${name}`;
}

/** Six digits: more than a pixel tells. */
function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}
