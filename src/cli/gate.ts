import { scenarioDigest } from "../adapters/run-directory/digest.ts";
import { selfTest } from "../campaign/selftest.ts";
import { judgeWaivers } from "../campaign/terms.ts";
import { workOut } from "../campaign/worked/work-out.ts";
import type { Counterexample } from "../model/counterexample.ts";
import type { Provenance, Report } from "../model/report.ts";
import type { EngineIdentity } from "../model/run.ts";
import { assembleReport } from "../report/assemble.ts";
import { EvidenceBook } from "../report/evidence-book.ts";
import type { Worked } from "../report/worked.ts";
import type { StaticAudit } from "./audits.ts";
import type { AuditsBeside } from "./audits-beside.ts";
import { engineAnswers, runBlocks } from "./campaign.ts";
import { campaignOutcome, gapsOf } from "./campaign-outcome.ts";
import { generatedBy } from "./campaign-report.ts";
import type { NamedScenario } from "./compose.ts";
import { aboutEngines, engineOf, seededFaults } from "./compose.ts";
import { freshProcessEvidence } from "./fresh-process.ts";
import type { GateRequest } from "./gate-request.ts";
import { shareOfCases } from "./generators.ts";
import { addGoldenEvidence } from "./golden-evidence.ts";
import { hostileEvidence } from "./hostile.ts";
import { statementsDigest } from "./provenance.ts";
import { addStaticEvidence, auditsBeside, sourceNotExamined } from "./static-evidence.ts";
import { replayAllStored, shelfOf } from "./stored.ts";
import { engineSubject } from "./subject.ts";
import { auditSubjects } from "./subjects.ts";

/** Generated scenarios that the canaries have to be noticed on. */
const CANARY_CASES = 256;

/** The report of the whole gate, its counterexamples as worked tables, and the static audits that were made. */
export interface GateOutcome {
  readonly report: Report;
  readonly tables: readonly Worked[];
  readonly chains: readonly StaticAudit[];
}

/** Stored counterexamples → golden runs → recorded subjects → campaign → canaries → report; static audits meanwhile. */
export async function gate(request: GateRequest): Promise<GateOutcome> {
  const audits = auditsBeside(request);
  try {
    return await gateBeside(request, audits);
  } finally {
    await audits.close();
  }
}

async function gateBeside(request: GateRequest, audits: AuditsBeside): Promise<GateOutcome> {
  const { engine, settings, progress, io, catalog } = request;
  const book = new EvidenceBook();
  const { name, version } = await engine.describe();
  const stored = await replayAllStored({ engine, settings, invariants: catalog.all, io, progress }, book);
  const golden = await addGoldenEvidence(request, book);
  const subjects = await auditSubjects(request, book);
  const notExamined = [sourceNotExamined(request) ?? [], subjects.notExamined].flat();
  notExamined.push(...(await freshProcessEvidence(request, subjects.answered[0], book)));
  const { seed } = settings.campaign;
  const cases = shareOfCases(settings.campaign.cases, settings);
  const invariants = [...catalog.run, ...catalog.relation];
  const run = await runBlocks({ ...request, invariants, seed, cases: cases.valid });
  const hostile = await hostileEvidence({ ...request, seed, cases: cases.invalid }, book);
  const tableOf = (found: Counterexample) => workOut(found, engine, catalog.all);
  const shelf = shelfOf(settings, stored, io, tableOf);
  const found = await campaignOutcome(run.examined, run.subject, gapsOf(run), shelf);
  book.addAll(found.evidence);
  const { kills } = await selfTest({
    faults: (await seededFaults()).canaries,
    invariants: aboutEngines,
    engineOf,
    seed,
    cases: CANARY_CASES,
    onProgress: ({ done, planned, fault }) => progress.show(() => `canaries: ${done} of ${planned}: ${fault}`),
  });
  progress.show(() => "static audits");
  const chains = await audits.result();
  const source = addStaticEvidence(chains, book, catalog.all, settings);
  progress.done();
  const waivers = judgeWaivers(settings, book, io.today());
  const report = assembleReport({
    subject: engineSubject({ name, version }),
    seed,
    statements: [
      engineAnswers,
      ...hostile.statements,
      ...catalog.all,
      ...stored.gone,
      ...golden,
      ...found.statements,
      ...source.statements,
      ...waivers,
    ],
    evidence: book.pages,
    kills,
    waivers: settings.waivers,
    notExamined: [...notExamined, ...found.notExamined],
    ...generatedBy(found.result),
    assumptions: [...subjects.assumptions, ...found.assumptions, ...hostile.assumptions, ...source.assumptions],
    provenance: provenanceOf(request, { name, version }, subjects.answered),
  });
  return { report, tables: found.tables, chains };
}

/** Where the report comes from: the engine, what judged it, and the scenarios of the subjects. */
function provenanceOf(
  { command, catalog }: GateRequest,
  engine: EngineIdentity,
  answered: readonly NamedScenario[],
): Provenance {
  const inputs = answered.map(({ name, scenario }) => ({ name, digest: scenarioDigest(scenario) }));
  return { command, engine, catalog: statementsDigest(catalog.all), inputs };
}
