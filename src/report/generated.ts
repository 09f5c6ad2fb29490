import type { Report } from "../model/report.ts";
import { counted } from "./figures.ts";

/** What a campaign looked at in one sentence: the share of each label, by aspect, most frequent first. */
export function generatedInWords({ cases, labels }: NonNullable<Report["generated"]>): string {
  const aspects = new Map<string, { name: string; count: number }[]>();
  for (const [label, count] of Object.entries(labels)) {
    const cut = label.indexOf(": ");
    const aspect = label.slice(0, Math.max(0, cut));
    aspects.set(aspect, [...(aspects.get(aspect) ?? []), { name: label.slice(cut + 2), count }]);
  }
  const parts = [...aspects].map(([aspect, kinds]) => {
    const sorted = kinds.toSorted((a, b) => b.count - a.count);
    return `${aspect}: ${sorted.map(({ name, count }) => `${name} ${share(count, cases)}`).join(", ")}`;
  });
  return `generated: ${counted(cases, "case")}; ${parts.join("; ")}`;
}

function share(count: number, cases: number): string {
  const percent = (100 * count) / Math.max(1, cases);
  return percent >= 1 ? `${Math.round(percent)}%` : "under 1%";
}
