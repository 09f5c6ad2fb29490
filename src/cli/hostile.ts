import { join } from "node:path";
import { wayTo } from "../adapters/way.ts";
import { writeAside } from "../adapters/write-aside.ts";
import { ENGINE_REJECTS, judgeRejections } from "../campaign/rejections.ts";
import type { Engine } from "../model/engine.ts";
import type { Settings } from "../model/settings.ts";
import { hash32 } from "../numeric/random.ts";
import type { Statement } from "../report/assemble.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import { counted } from "../report/figures.ts";
import type { Io, Progress } from "./io.ts";

/** What is asked for of invalid scenarios. */
export interface HostileRequest {
  readonly engine: Engine;
  readonly settings: Settings;
  readonly seed: number;
  readonly cases: number;
  readonly io: Pick<Io, "cwd">;
  readonly progress: Progress;
}

/** Statements and words for a report. */
export interface HostileOutcome {
  readonly statements: readonly Statement[];
  readonly assumptions: readonly string[];
}

/**
 * Offers invalid scenarios, puts the evidence into the book, and stores the documents that were not refused beside the
 * counterexamples, as the text that was sent. Nothing where no cases are asked for.
 */
export async function hostileEvidence(request: HostileRequest, book: EvidenceBook): Promise<HostileOutcome> {
  const { engine, settings, seed, cases, io, progress } = request;
  if (cases === 0) return { statements: [], assumptions: [] };
  progress.show(() => `offering ${counted(cases, "invalid scenario")}`);
  const { evidence, failures, labels } = await judgeRejections({ engine, seed, cases });
  progress.done();
  const files = failures.map(({ defect, text }) => {
    const name = `rejects-invalid-scenarios-${hash32(defect, text).toString(16).padStart(8, "0")}.txt`;
    const file = join(settings.counterexamples, name);
    writeAside(file, `${text}\n`);
    return wayTo(file, io.cwd);
  });
  const [first] = files;
  book.add(ENGINE_REJECTS.id, first === undefined ? evidence : { ...evidence, counterexample: first });
  const kinds = Object.keys(labels).length;
  return {
    statements: [ENGINE_REJECTS],
    assumptions: [
      `campaign: ${counted(cases, "invalid scenario")} with ${counted(kinds, "defect")}, offered to ` +
        (engine.runDocument === undefined
          ? "the door that every scenario from a file goes through: the engine takes none unchecked"
          : "the engine as they are, and to the door that every scenario from a file goes through"),
    ],
  };
}
