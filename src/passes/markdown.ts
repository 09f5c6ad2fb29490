import type { Comparison } from "../model/comparison.ts";
import { escapedMarkdown as escaped } from "../report/escape.ts";
import type { TableLayout } from "./layout.ts";
import { runsOf, signsOf, tablesOf } from "./layout.ts";
import { readableJson } from "./readable-json.ts";

/** The comparison as GitHub-flavoured Markdown. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { overlay } = comparison;
  const lines = [
    "# Two-pass comparison",
    "",
    ...runsOf(comparison).map(({ role, text }) => `- **${role}**: ${escaped(text)}`),
    "",
    ...tablesOf(comparison).flatMap(tableLines),
    "## Interpretation",
    "",
    ...signsOf(comparison).flatMap(({ title, lines: signs }) => [
      `### ${title}`,
      "",
      ...(signs.length === 0 ? ["None."] : signs.map((sign) => `- ${escaped(sign)}`)),
      "",
    ]),
  ];
  if (overlay !== null) {
    lines.push(`## Overlay ${escaped(overlay.name)}`, "", `${escaped(overlay.reason)}. The allocator as it should be:`);
    lines.push("", "```json", readableJson(overlay.allocator), "```", "");
  }
  lines.push(`Made by tieout ${comparison.tool.version}.`);
  return `${lines.join("\n")}\n`;
}

function tableLines({ caption, header, rows }: TableLayout): string[] {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `| ${header.map((_, i) => (i === 0 ? "---" : "---:")).join(" | ")} |`;
  return [`## ${escaped(caption)}`, "", row(header), rule, ...rows.map(row), ""];
}
