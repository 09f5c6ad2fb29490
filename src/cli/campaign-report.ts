import type { CampaignResult } from "../campaign/result.ts";
import { grantedTolerances, judgeWaivers } from "../campaign/terms.ts";
import type { JudgedStatement } from "../model/campaign-part.ts";
import type { Report } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import { assembleReport } from "../report/assemble.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import type { CampaignOutcome } from "./campaign-outcome.ts";
import type { HostileOutcome } from "./hostile.ts";
import { statementsDigest } from "./provenance.ts";
import type { StoredOutcome } from "./stored.ts";
import { engineSubject } from "./subject.ts";

/** What the report of a campaign alone is made of. */
export interface CampaignReportParts {
  readonly outcome: CampaignOutcome;
  /** What came of invalid scenarios; its evidence is in the book. */
  readonly hostile?: HostileOutcome;
  readonly statements: readonly JudgedStatement[];
  readonly stored: Pick<StoredOutcome, "gone" | "notExamined">;
  readonly settings: Pick<Settings, "waivers" | "tolerances">;
  /** With the evidence of the stored counterexamples. */
  readonly book: EvidenceBook;
  readonly today: string;
}

/** The report of a campaign alone, whole or merged. */
export function campaignReport(parts: CampaignReportParts): Report {
  const { outcome, hostile, statements, stored, settings, book, today } = parts;
  // Where invalid scenarios alone were asked for, the catalog was not.
  const judged = outcome.result.cases === 0 && hostile !== undefined ? [] : statements;
  book.addAll(outcome.evidence);
  const waivers = judgeWaivers(settings, book, today);
  return assembleReport({
    subject: engineSubject(outcome.result.engine),
    seed: outcome.result.seed,
    statements: [...judged, ...(hostile?.statements ?? []), ...stored.gone, ...outcome.statements, ...waivers],
    evidence: book.pages,
    waivers: settings.waivers,
    notExamined: [
      ...stored.notExamined,
      ...outcome.notExamined,
      "recorded runs, golden runs and source code: this was the campaign alone",
    ],
    ...generatedBy(outcome.result),
    assumptions: [...grantedTolerances(settings), ...outcome.assumptions, ...(hostile?.assumptions ?? [])],
    provenance: { engine: outcome.result.engine, catalog: statementsDigest(judged) },
  });
}

/** What was generated, for a report; nothing where nothing was. */
export function generatedBy({ cases, labels }: CampaignResult): Pick<Report, "generated"> {
  return cases === 0 ? {} : { generated: { cases, labels: { ...labels } } };
}
