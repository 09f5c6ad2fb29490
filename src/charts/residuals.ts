import type { Report } from "../model/report.ts";
import type { Chart } from "../report/html/figures.ts";
import { short } from "./chart.ts";
import { draw } from "./draw.ts";

/** Bars shown; the closest to their tolerance. */
const SHOWN = 40;
/** Powers of ten from and to which shares are drawn; below the first, rounding is all there is. */
const FLOOR = -6;
const CEILING = 3;
const ROW = 18;

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
  return draw(text, 60 + shown.length * ROW, options(shown));
}

function options(shown: readonly { readonly id: string; readonly share: number }[]): Parameters<typeof draw>[2] {
  return {
    grid: { left: 290, right: 70, top: 26, bottom: 30 },
    xAxis: {
      type: "value",
      min: 0,
      max: CEILING - FLOOR,
      interval: 1,
      axisLabel: { color: "var(--chart-soft)", formatter: (power: number) => `1e${power + FLOOR}` },
      splitLine: { lineStyle: { color: "var(--chart-line)" } },
    },
    yAxis: {
      type: "category",
      data: shown.map(({ id }) => id),
      axisTick: { show: false },
      axisLabel: { color: "var(--chart-ink)", fontSize: 11, interval: 0, width: 275, overflow: "truncate" },
      axisLine: { lineStyle: { color: "var(--chart-soft)" } },
    },
    series: [
      {
        type: "bar",
        silent: true,
        barWidth: 10,
        data: shown.map(({ share }) => ({
          value: Math.min(CEILING, Math.max(FLOOR + 0.05, Math.log10(share))) - FLOOR,
          itemStyle: { color: share > 1 ? "var(--chart-bad)" : "var(--chart-1)" },
          label: { formatter: share > 1 ? `✗ ${figure(share)}` : figure(share) },
        })),
        label: { show: true, position: "right", color: "var(--chart-ink)", fontSize: 11 },
        markLine: {
          silent: true,
          symbol: "none",
          data: [{ xAxis: -FLOOR }],
          lineStyle: { color: "var(--chart-bad)", type: "dashed" },
          label: { formatter: "tolerance", color: "var(--chart-bad)" },
        },
      },
    ],
  };
}

function figure(share: number): string {
  if (!Number.isFinite(share)) return "no number";
  return share < 1e-3 || share >= 1e4 ? share.toExponential(1) : short(share);
}
