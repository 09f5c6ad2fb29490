import { folded, scrolling, text } from "./markup.ts";

/** A chart that is drawn: SVG with a title and a description in it, its colours the custom properties of the page. */
export interface Chart {
  /** Made of letters, digits and dashes; also the name of its file. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence or two: for who does not see it. */
  readonly description: string;
  readonly svg: string;
}

/** A chart that could not be drawn, and for want of what. */
export interface LeftOut {
  readonly id: string;
  readonly title: string;
  readonly wants: string;
}

/** The charts of one subject. */
export interface ChartGroup {
  readonly title: string;
  readonly charts: readonly Chart[];
  readonly leftOut: readonly LeftOut[];
  /** What a reader has to know of all of them. */
  readonly note?: string | undefined;
}

/** Charts subject by subject; each under its title, with its description in words. */
export function figureGroups(groups: readonly ChartGroup[]): string {
  return groups
    .filter(({ charts, leftOut }) => charts.length + leftOut.length > 0)
    .map(({ title, charts, leftOut, note }) => {
      const noted = note === undefined ? "" : `<p class="soft">${text(note)}</p>\n`;
      return `<h3>${text(title)}</h3>\n${noted}${figures(charts)}${absent(leftOut)}`;
    })
    .join("\n");
}

/** Charts as figures. */
export function figures(charts: readonly Chart[]): string {
  return `<div class="figures">\n${charts
    .map(
      ({ title, description, svg }) =>
        `<figure>${scrolling(title, svg)}<figcaption><strong>${text(title)}.</strong> ${text(description)}</figcaption></figure>`,
    )
    .join("\n")}\n</div>\n`;
}

/** What is not there, and why. */
export function absent(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return "";
  const items = leftOut.map(({ title, wants }) => `<li>${text(title)}: needs ${text(wants)}</li>`);
  return folded(`${leftOut.length} left out`, `<ul>${items.join("")}</ul>`, true);
}

/** Colours of the charts: told apart by lightness and by dashes too. */
export const CHART_COLORS = {
  light: {
    "chart-ink": "#1c2430",
    "chart-soft": "#4c5866",
    "chart-line": "#d3d9e0",
    "chart-paper": "#ffffff",
    "chart-1": "#1f5fa8",
    "chart-2": "#a84d17",
    "chart-3": "#14745f",
    "chart-4": "#8a3a86",
    "chart-bad": "#b3261e",
    "chart-good": "#14745f",
    "regime-1": "#f4e8c8",
    "regime-2": "#f5d9b3",
    "regime-3": "#f3c6bd",
    "heat--3": "#cb6a52",
    "heat--2": "#dd9a83",
    "heat--1": "#f4dbd1",
    "heat-0": "#f0f2f5",
    "heat-1": "#d3e3f3",
    "heat-2": "#8fb8e0",
    "heat-3": "#4a8bcb",
    "heat-ink": "#10151c",
  },
  dark: {
    "chart-ink": "#e6eaf0",
    "chart-soft": "#a7b2c0",
    "chart-line": "#343d49",
    "chart-paper": "#12161c",
    "chart-1": "#8ab8f0",
    "chart-2": "#f0a878",
    "chart-3": "#62d0b4",
    "chart-4": "#dca0d8",
    "chart-bad": "#ff9188",
    "chart-good": "#62d0b4",
    "regime-1": "#332d18",
    "regime-2": "#45311a",
    "regime-3": "#55261f",
    "heat--3": "#d9735a",
    "heat--2": "#b98876",
    "heat--1": "#a8948c",
    "heat-0": "#98a0aa",
    "heat-1": "#8fa8c2",
    "heat-2": "#86aede",
    "heat-3": "#8cbcf4",
    "heat-ink": "#0c1015",
  },
} as const;

/** The colours as custom properties of `:root`, by the reader's setting; on paper those of the light page. */
export const CHART_PROPERTIES = `:root { ${properties("light")} }
@media screen and (prefers-color-scheme: dark) { :root { ${properties("dark")} } }
`;

function properties(scheme: keyof typeof CHART_COLORS): string {
  return Object.entries(CHART_COLORS[scheme])
    .map(([name, color]) => `--${name}: ${color};`)
    .join(" ");
}

export const FIGURE_STYLE = `
${CHART_PROPERTIES}.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr)); gap: 1rem 1.5rem; }
figure { margin: 0; min-width: 0; max-width: 46rem; }
figure .scroll { margin: 0; }
figure svg { display: block; width: 100%; height: auto; min-width: 34rem; }
figcaption { color: var(--soft); font-size: .9rem; }
figcaption strong { color: var(--ink); }
@media print { .figures { display: block; } figure { margin-bottom: 1rem; } figure svg { min-width: 0; } }
`;
