import { escapedHtml } from "../report/escape.ts";
import type { Chart } from "../report/html/figures.ts";
import { CHART_COLORS } from "../report/html/figures.ts";
import { CHART_WIDTH } from "./draw.ts";

/** Above the drawing, for the title: a file may be looked at without its page. */
const TITLE = 30;

/** A chart as a file of its own: on white, in the colours of the light page, under its title. */
export function standaloneSvg({ title, svg }: Chart): string {
  const height = TITLE + Number(/ height="([\d.]+)"/.exec(svg)![1]);
  const [head = ""] = /^<svg[^>]*>/.exec(svg) ?? [];
  const resized = head
    .replace(/ height="[\d.]+"/, ` height="${height}" font-family="system-ui, sans-serif"`)
    .replace(/ viewBox="[^"]*"/, ` viewBox="0 0 ${CHART_WIDTH} ${height}"`);
  const inside = svg.slice(head.length).replace(/<\/svg>\s*$/, "");
  const [, names = "", drawing = ""] = /^(\s*<title[\s\S]*?<\/desc>)([\s\S]*)$/.exec(inside) ?? ["", "", inside];
  const framed = `${resized}${names}
<rect width="${CHART_WIDTH}" height="${height}" fill="var(--chart-paper)"></rect>
<text x="16" y="21" font-size="15" font-weight="600" fill="var(--chart-ink)">${escapedHtml(title)}</text>
<g transform="translate(0 ${TITLE})">${drawing}</g>
</svg>
`;
  return framed.replace(/var\(--([\w-]+)\)/g, (whole, name: string) =>
    Object.hasOwn(CHART_COLORS.light, name) ? CHART_COLORS.light[name as keyof typeof CHART_COLORS.light] : whole,
  );
}
