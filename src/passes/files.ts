import type { Comparison } from "../model/comparison.ts";
import { comparisonHtml } from "./html.ts";
import { comparisonMarkdown } from "./markdown.ts";

/** The files of a comparison by name. */
export function comparisonFiles(comparison: Comparison): ReadonlyMap<string, string> {
  return new Map([
    ["two_pass_comparison.json", `${JSON.stringify(comparison, null, 2)}\n`],
    ["two_pass_comparison.md", comparisonMarkdown(comparison)],
    ["two_pass_comparison.html", comparisonHtml(comparison)],
  ]);
}
