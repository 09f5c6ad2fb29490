import type { Report } from "../model/report.ts";
import type { Chart } from "../report/html/figures.ts";
import { short } from "./chart.ts";
import { draw } from "./draw.ts";

/** Bars shown; the closest to their tolerance. */
const SHOWN = 40;
/** Powers of ten between which the axis begins and ends; what is outside has its figure beside the bar. */
const LOWEST = -12;
const HIGHEST = 9;
const ROW = 20;
/** Powers with a label on the axis, at most. */
const LABELS = 9;

/**
 * How much of its tolerance each invariant used, on a logarithmic axis: 1 is at the tolerance, beyond it is a violation.
 * Undefined where no invariant with a tolerance was examined.
 */
export function residualChart(report: Report): Chart | undefined {
  const shares = report.invariants.flatMap(({ id, evidence }) => {
    const used = evidence.flatMap(({ worst }) => (worst === null ? [] : [worst.toleranceUsed]));
    if (used.length === 0) return [];
    const share = used.reduce<number>(
      (most, each) => Math.max(most, typeof each === "number" ? each : Number.POSITIVE_INFINITY),
      0,
    );
    return share > 0 ? [{ id, share }] : [];
  });
  if (shares.length === 0) return undefined;
  shares.sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1));
  const shown = shares.slice(0, SHOWN).reverse();
  const beyond = shares.filter(({ share }) => share > 1).length;
  const closest = shares.find(({ share }) => share <= 1);
  const description =
    `Worst residual as a share of what is allowed, logarithmic; 1 is at the tolerance. ${beyond} of ${shares.length} invariants are beyond it` +
    `${closest === undefined ? "" : `; the closest of the others is ${closest.id} at ${short(closest.share)}`}.`;
  const text = { id: "residuals", title: "Residuals against tolerance", description };
  return draw(text, 64 + shown.length * ROW, options(shown));
}

interface Share {
  readonly id: string;
  readonly share: number;
}

function options(shown: readonly Share[]): Parameters<typeof draw>[2] {
  const { floor, ceiling, every } = axisOf(shown);
  const length = (share: number) => Math.min(ceiling, Math.max(floor + 0.05, Math.log10(share))) - floor;
  return {
    grid: { left: 262, right: 84, top: 26, bottom: 30 },
    xAxis: {
      type: "value",
      min: 0,
      max: ceiling - floor,
      interval: every,
      axisLabel: { color: "var(--chart-soft)", formatter: (place: number) => `1e${place + floor}` },
      splitLine: { lineStyle: { color: "var(--chart-line)" } },
    },
    yAxis: {
      type: "category",
      data: shown.map(({ id }) => id),
      axisTick: { show: false },
      axisLabel: { color: "var(--chart-ink)", fontSize: 11, interval: 0, width: 250, overflow: "truncate" },
      axisLine: { lineStyle: { color: "var(--chart-soft)" } },
    },
    series: [
      {
        type: "bar",
        silent: true,
        barWidth: 10,
        data: shown.map(({ share }) => ({
          value: length(share),
          itemStyle: { color: share > 1 ? "var(--chart-bad)" : "var(--chart-1)" },
          label: { formatter: share > 1 ? `✗ ${figure(share)}` : figure(share) },
        })),
        label: { show: true, position: "right", color: "var(--chart-ink)", fontSize: 11 },
        markLine: {
          silent: true,
          symbol: "none",
          data: [{ xAxis: -floor }],
          lineStyle: { color: "var(--chart-bad)", type: "dashed" },
          label: { formatter: "tolerance", color: "var(--chart-bad)" },
        },
      },
    ],
  };
}

/** The powers of ten on the axis: the tolerance is between them, and no bar but the very longest ends beyond. */
function axisOf(shown: readonly Share[]) {
  const finite = shown.map(({ share }) => Math.log10(share)).filter(Number.isFinite);
  const lowest = Math.max(LOWEST, Math.floor(Math.min(-1, ...finite)));
  const highest = Math.min(HIGHEST, Math.max(1, Math.ceil(Math.max(0, ...finite))));
  const every = Math.ceil((highest - lowest) / LABELS);
  const floor = Math.floor(lowest / every) * every;
  return { floor, ceiling: Math.ceil(highest / every) * every, every };
}

function figure(share: number): string {
  if (!Number.isFinite(share)) return "no number";
  return share < 1e-3 || share >= 1e4 ? share.toExponential(1) : short(share);
}
