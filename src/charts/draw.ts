import { createRequire } from "node:module";
import type * as ECharts from "echarts";
import type { EChartsOption } from "echarts";
import { escapedHtml } from "../report/escape.ts";
import type { Chart } from "../report/html/figures.ts";

/** What a chart says of itself, and how tall it is; all charts are equally wide. */
export interface ChartText {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Width of every chart in its own units; a page scales it. */
export const CHART_WIDTH = 640;

let loaded: typeof ECharts | undefined;

/** The library, loaded when the first chart is drawn: no other command waits for it. */
function library(): typeof ECharts {
  loaded ??= createRequire(import.meta.url)("echarts/dist/echarts.min.js") as typeof ECharts;
  return loaded;
}

/** Draws a chart as SVG, the same bytes for the same option: no ids that count up, nothing for a mouse. */
export function draw({ id, title, description }: ChartText, height: number, option: EChartsOption): Chart {
  const chart = library().init(null, null, { renderer: "svg", ssr: true, width: CHART_WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: "system-ui, sans-serif", color: "var(--chart-ink)" },
      ...option,
    });
    const drawing = plain(chart.renderToSVGString(), id);
    const names = `<title id="${id}-title">${escapedHtml(title)}</title><desc id="${id}-desc">${escapedHtml(description)}</desc>`;
    const head = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" width="${CHART_WIDTH}" height="${height}" viewBox="0 0 ${CHART_WIDTH} ${height}">`;
    return { id, title, description, svg: `${head}\n${names}\n${drawing}\n</svg>` };
  } finally {
    chart.dispose();
  }
}

/** Text that is centred on its line, by a shift in units: not every reader of SVG knows baselines, nor what an em is. */
function lowered(tag: string): string {
  const size = Number(/font-size:([\d.]+)px/.exec(tag)?.[1] ?? 12);
  const y = Number(/ y="([-\d.]+)"/.exec(tag)?.[1] ?? 0) + 0.35 * size;
  return tag.replace(/ y="[-\d.]+"/, "").replace('dominant-baseline="central"', `y="${Number(y.toFixed(2))}"`);
}

/**
 * The inside of the library's SVG without what only a mouse needs, with ids that belong to the chart, and centred on
 * lines in a way that every reader of SVG knows.
 */
function plain(svg: string, id: string): string {
  return svg
    .replace(/^<svg[^>]*>\n?|<\/svg>\s*$/g, "")
    .replace(/<style ?>[\s\S]*?<\/style>\n?/g, "")
    .replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/font-family:[^;"]*;?/g, "")
    .replace(/<text dominant-baseline="central"[^>]*>/g, lowered)
    .trim();
}
