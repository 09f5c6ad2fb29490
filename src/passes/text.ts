import type { Comparison } from "../model/comparison.ts";
import { printable } from "../report/escape.ts";
import type { TableLayout } from "./layout.ts";
import { runsOf, signsOf, tablesOf } from "./layout.ts";
import { readableJson } from "./readable-json.ts";

/** The comparison as text for a terminal. */
export function comparisonText(comparison: Comparison): string {
  const lines = [
    ...runsOf(comparison).map(({ role, text }) => `${role.padEnd(9)} ${printable(text)}`),
    "",
    ...tablesOf(comparison).flatMap((table) => [...tableLines(table), ""]),
  ];
  const { overlay } = comparison;
  if (overlay !== null) {
    lines.push(`Overlay ${printable(overlay.name)}: ${overlay.reason}. The allocator as it should be:`);
    lines.push(readableJson(overlay.allocator), "");
  }
  for (const { title, lines: signs } of signsOf(comparison)) {
    lines.push(title, ...(signs.length === 0 ? ["  none"] : signs.map((sign) => `  - ${printable(sign)}`)));
  }
  return `${lines.join("\n")}\n`;
}

/** Any table as text: names to the left, figures to the right. */
export function tableLines({ caption, header, rows }: TableLayout): string[] {
  const cells = [header, ...rows].map((row) => row.map(printable));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `  ${row.map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join("   ")}`.trimEnd();
  return [printable(caption), ...cells.map(line)];
}
