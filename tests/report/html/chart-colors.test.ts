import { describe, expect, it } from "vitest";
import { CHART_COLORS } from "../../../src/report/html/figures.ts";

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(["light", "dark"] as const)("the colours of the charts, %s", (scheme) => {
  const colors = CHART_COLORS[scheme];
  const regimes = [colors["regime-1"], colors["regime-2"], colors["regime-3"]];

  it("let words be read on the page and on the shade of every regime", () => {
    for (const ink of [colors["chart-ink"], colors["chart-soft"], colors["chart-bad"], colors["chart-good"]]) {
      expect(contrast(ink, colors["chart-paper"])).toBeGreaterThanOrEqual(4.5);
    }
    for (const shade of regimes) expect(contrast(colors["chart-soft"], shade)).toBeGreaterThanOrEqual(4.5);
  });

  it("let lines be seen on the page and on the shade of every regime", () => {
    for (const place of [1, 2, 3, 4] as const) {
      for (const ground of [colors["chart-paper"], ...regimes]) {
        expect(contrast(colors[`chart-${place}`], ground), `line ${place} on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it("let the figure of every month be read", () => {
    for (const step of [-3, -2, -1, 0, 1, 2, 3] as const) {
      expect(contrast(colors["heat-ink"], colors[`heat-${step}`]), `step ${step}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it("knows what contrast is", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
