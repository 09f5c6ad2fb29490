import { judgeWaivers } from "../campaign/terms.ts";
import type { JudgedStatement } from "../model/campaign-part.ts";
import type { Report } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import { assembleReport } from "../report/assemble.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import type { CampaignOutcome } from "./campaign-outcome.ts";
import type { StoredOutcome } from "./stored.ts";
import { engineSubject } from "./subject.ts";

/** What the report of a campaign alone is made of. */
export interface CampaignReportParts {
  readonly outcome: CampaignOutcome;
  readonly statements: readonly JudgedStatement[];
  readonly stored: Pick<StoredOutcome, "gone" | "notExamined">;
  readonly settings: Pick<Settings, "waivers">;
  /** With the evidence of the stored counterexamples. */
  readonly book: EvidenceBook;
  readonly today: string;
}

/** The report of a campaign alone, whole or merged. */
export function campaignReport({ outcome, statements, stored, settings, book, today }: CampaignReportParts): Report {
  book.addAll(outcome.evidence);
  const waivers = judgeWaivers(settings, book, today);
  return assembleReport({
    subject: engineSubject(outcome.result.engine),
    seed: outcome.result.seed,
    statements: [...statements, ...stored.gone, ...outcome.statements, ...waivers],
    evidence: book.pages,
    waivers: settings.waivers,
    notExamined: [
      ...stored.notExamined,
      ...outcome.notExamined,
      "recorded runs, golden runs and source code: this was the campaign alone",
    ],
    assumptions: outcome.assumptions,
  });
}
