import type { CaseDiff } from "../golden/diff/document.ts";
import { folderEvidence, GOLDEN_FOLDER, goldenEvidence, goldenStatement } from "../golden/evidence.ts";
import { compareCase } from "../golden/golden.ts";
import type { CaseFigures } from "../golden/show/figure.ts";
import { caseFigures } from "../golden/show/figure.ts";
import { surveyGoldens } from "../golden/store/survey.ts";
import type { Statement } from "../report/assemble.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import type { Chart } from "../report/html/figures.ts";
import type { GateRequest } from "./gate-request.ts";

/** Compares the golden runs of the config, if it names any, and looks for what belongs to none. */
export async function addGoldenEvidence(
  {
    engine,
    settings,
    progress,
    catalog,
    desk,
  }: Pick<GateRequest, "engine" | "settings" | "progress" | "catalog" | "desk">,
  book: EvidenceBook,
): Promise<readonly Statement[]> {
  if (settings.golden === undefined) return [];
  const { cases, unreferenced } = surveyGoldens(settings.golden);
  const terms = { engine, invariants: catalog.run, tolerances: settings.tolerances };
  const diffs: CaseDiff[] = [];
  for (const golden of cases) {
    progress.show(() => `golden: ${golden.name}`);
    const compared = await compareCase(golden, terms);
    const { diff } = compared;
    desk.addDrawn(`Golden run ${golden.name}: accepted and today`, () => chartsOf(caseFigures(compared, diffs.length)));
    book.add(goldenStatement(golden.name).id, goldenEvidence(diff));
    diffs.push(diff);
  }
  book.add(GOLDEN_FOLDER.id, folderEvidence({ cases: diffs, unreferenced }));
  return [...cases.map(({ name }) => goldenStatement(name)), GOLDEN_FOLDER];
}

/** What is drawn of a case that differs, once each. */
function chartsOf({ divergences, equity }: CaseFigures): readonly Chart[] {
  return [...divergences.map(({ chart }) => chart), equity].filter((chart) => chart !== undefined);
}
