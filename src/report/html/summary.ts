import type { Report } from "../../model/report.ts";
import { VERDICTS } from "../../model/verdict.ts";
import { count, counted } from "../figures.ts";
import { badge, text } from "./markup.ts";

const MEANING: Readonly<Record<Report["verdict"], string>> = {
  pass: "Everything that was examined holds.",
  fail: "At least one violation was found.",
  unproven: "Nothing failed, but something that should have been decided was not.",
  "harness-invalid": "A seeded fault was not noticed, so nothing here can be relied on.",
};

/** The verdict, what it is about, and the counts. */
export function summary({ verdict, subject, invariants, kills, summary: counts }: Report): string {
  const examined = invariants.flatMap(({ evidence }) => evidence).reduce((sum, each) => sum + each.examined, 0);
  const noticed = kills?.filter(({ survived }) => survived.length === 0).length;
  const extra = [
    `<li><strong>${count(examined)}</strong> comparisons</li>`,
    ...(kills === undefined
      ? []
      : [`<li><strong>${count(noticed ?? 0)}</strong> of ${counted(kills.length, "seeded fault")} noticed</li>`]),
  ];
  return `<header class="verdict ${verdict}">
<h1>${badge(verdict)} · ${text(subject.name)}</h1>
<p>${MEANING[verdict]} Subject: ${text(subject.kind)}.</p>
<ul class="counts">
${VERDICTS.map((each) => `<li>${badge(each)} <strong>${count(counts[each])}</strong></li>`).join("\n")}
${extra.join("\n")}
</ul>
</header>`;
}
