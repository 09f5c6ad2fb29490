import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import { readRun } from "../adapters/run-directory/read.ts";
import { writeRun } from "../adapters/run-directory/write.ts";
import type { Answer } from "../campaign/answer.ts";
import { answerOf, ENGINE_ANSWERS, judgeAnswer } from "../campaign/answer.ts";
import { grantedTolerances } from "../campaign/terms.ts";
import type { Engine } from "../model/engine.ts";
import { EngineError, HarnessError, RunDirectoryError, TieoutError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import { twoPass } from "../passes/two-pass.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import { auditRun } from "../verify/audit.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import type { Passes } from "../verify/invariant.ts";
import type { Finding } from "../verify/judge.ts";
import { judgePasses } from "../verify/judge.ts";
import { Probe } from "../verify/probe.ts";
import { RunView } from "../verify/run-view.ts";
import { unexamined } from "../verify/unexamined.ts";
import type { NamedScenario } from "./compose.ts";
import { fitSubject } from "./fit-subject.ts";
import type { GateRequest } from "./gate-request.ts";

/** What the subjects came to, beside the evidence. */
export interface SubjectsOutcome {
  readonly assumptions: readonly string[];
  readonly notExamined: readonly string[];
  /** The subjects that the engine answers, as it was given them. */
  readonly answered: readonly NamedScenario[];
}

/**
 * Each subject goes through the engine into a run directory, and what is audited is what was read back from it. A
 * subject that the engine refuses is not examined; one on which it breaks is a finding.
 */
export async function auditSubjects(request: GateRequest, book: EvidenceBook): Promise<SubjectsOutcome> {
  const { engine, progress, catalog } = request;
  const { capabilities } = await engine.describe();
  const assumptions: string[] = [...grantedTolerances(request.settings)];
  const notExamined: string[] = [];
  const answered: NamedScenario[] = [];
  const folder = mkdtempSync(join(tmpdir(), "tieout-check-"));
  try {
    for (const [i, { name, scenario: asked }] of request.subjects.entries()) {
      progress.show(() => `running ${name}`);
      const { scenario, changes } = fitSubject(asked, capabilities);
      assumptions.push(...changes.map((line) => `${name}: ${line}`));
      const made = await answerOf(engine, scenario);
      const answer = recorded(made, join(folder, String(i)), scenarioDigest(scenario));
      if (answer.kind === "rejected") notExamined.push(`${name}: the engine refuses it: ${answer.reason}`);
      if (answer.kind === "crashed")
        book.add(ENGINE_ANSWERS.id, new EvidenceSum("run", name).add(judgeAnswer(answer)).evidence());
      if (answer.kind !== "run") continue;
      answered.push({ name, scenario });
      const told = made.kind === "run" ? made.run.info : answer.run.info;
      assumptions.push(...told.assumptions.map((line) => `${name}: ${line}`));
      notExamined.push(...(told.notExamined ?? []).map((line) => `${name}: ${line}`));
      const view = new RunView(answer.run, name);
      notExamined.push(...unexamined(view).map((line) => `${name}: ${line}`));
      const evidence = auditRun(view, catalog.run);
      book.addAll(evidence);
      request.desk.add(name, answer.run, evidence);
      await judgeTwoPasses({ name, scenario }, engine, catalog, book);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { assumptions, notExamined, answered };
}

/** An answer as it comes back from a run directory; what cannot be read back is the engine's own mistake. */
function recorded(answer: Answer, directory: string, digest: string): Answer {
  if (answer.kind !== "run") return answer;
  try {
    writeRun(answer.run, directory, { seed: null, scenarioDigest: digest });
    return { kind: "run", run: readRun(directory) };
  } catch (error) {
    if (!(error instanceof RunDirectoryError)) throw error;
    const message = `its run cannot be read back: ${error.message.replaceAll(join(directory, "/"), "")}`;
    return { kind: "crashed", errorName: "EngineAnswerError", message };
  }
}

/**
 * The subject once more with the allocator off, and with the scalars that this baseline recorded. What is about two
 * passes is skipped where an engine has no scalars to record.
 */
async function judgeTwoPasses(
  { name, scenario }: NamedScenario,
  engine: Engine,
  catalog: GateRequest["catalog"],
  book: EvidenceBook,
): Promise<void> {
  const passes = await passesOf(engine, scenario, name);
  const isBroken = passes instanceof EngineError && passes.kind === "crashed";
  if (isBroken)
    book.add(ENGINE_ANSWERS.id, new EvidenceSum("run", `${name}, two passes`).add(broken(passes)).evidence());
  for (const invariant of catalog.passes) {
    const finding: Finding =
      passes instanceof TieoutError
        ? { verdict: "skipped", reason: shortly(passes), probe: new Probe(invariant.tolerance) }
        : judgePasses(invariant, passes);
    book.add(invariant.id, new EvidenceSum("passes", name).add(finding).evidence());
  }
}

/** Both passes; the error where there are none. */
async function passesOf(engine: Engine, scenario: Scenario, name: string): Promise<Passes | TieoutError> {
  try {
    const { baseline, scaled } = await twoPass(engine, scenario);
    return { baseline: new RunView(baseline.run, name), scaled: new RunView(scaled.run, name) };
  } catch (error) {
    if (error instanceof TieoutError && !(error instanceof HarnessError)) return error;
    throw error;
  }
}

function shortly({ details: { where, what } }: TieoutError): string {
  return where === undefined ? what : `${where}: ${what}`;
}

function broken({ name, message }: EngineError): Finding {
  return judgeAnswer({ kind: "crashed", errorName: name, message });
}
