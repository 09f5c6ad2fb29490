import { wayTo } from "../adapters/way.ts";
import { ENGINE_ANSWERS } from "../campaign/answer.ts";
import { runCampaign } from "../campaign/campaign.ts";
import { counterexampleName } from "../campaign/store.ts";
import type { StoredReplay } from "../campaign/stored.ts";
import { evidenceOfReplay, keepCounterexample, replayStored } from "../campaign/stored.ts";
import { askedFor, judgeWaivers, underSettings, WAIVERS } from "../campaign/terms.ts";
import { workOut } from "../campaign/worked/work-out.ts";
import type { Counterexample } from "../model/counterexample.ts";
import type { Engine } from "../model/engine.ts";
import type { InvariantReport } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import type { Evidence } from "../model/verdict.ts";
import type { Statement } from "../report/assemble.ts";
import { assembleReport } from "../report/assemble.ts";
import { EvidenceBook } from "../report/evidence-book.ts";
import { workedText } from "../report/worked.ts";
import type { Invariant } from "../verify/invariant.ts";
import { today } from "./compose.ts";

/** What an engine is verified by. */
export interface VerificationTerms {
  readonly invariants: readonly Invariant[];
  readonly settings: Pick<Settings, "campaign" | "tolerances" | "waivers">;
  /** Folders of counterexamples; undefined for none: then none is replayed from there, or stored there. */
  readonly counterexamples: string | undefined;
  readonly regressions: string | undefined;
}

/** What came of it. */
export interface Verification {
  readonly reports: ReadonlyMap<string, InvariantReport>;
  /** The worked tables of what fails, by invariant. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
}

/** That stored counterexamples can still be judged: one of an invariant that is gone says nothing. */
export const STORED: Statement = {
  id: "counterexamples/speak",
  title: "Every stored counterexample is of an invariant that there is",
  severity: "error",
};

/** The statements of a verification, each a test. */
export function statementsOf({ invariants, settings }: VerificationTerms): readonly Statement[] {
  return [ENGINE_ANSWERS, ...invariants, STORED, ...(settings.waivers.length === 0 ? [] : [WAIVERS])];
}

/** The invariants under the tolerances and waivers of the day. */
export function invariantsUnder({ invariants, settings }: VerificationTerms): readonly Invariant[] {
  return underSettings(askedFor(invariants, settings.campaign), settings, today());
}

/** Replays what is stored, runs the campaign, stores what it found, and puts all of it into one report a statement. */
export async function verify(engine: Engine, terms: VerificationTerms): Promise<Verification> {
  const { settings, counterexamples: store, regressions } = terms;
  const invariants = invariantsUnder(terms);
  const folders = [store, regressions].filter((folder) => folder !== undefined);
  const replays = await replayStored({ engine, invariants, folders });
  const book = new EvidenceBook().add(STORED.id, storedEvidence(replays, invariants));
  for (const each of replays) book.add(each.counterexample.invariant, evidenceOfReplay(each, wayTo(each.file, ".")));
  const { seed, cases, leastCases, leastShare } = settings.campaign;
  const result = await runCampaign({
    engine,
    invariants,
    seed,
    cases,
    least: { cases: leastCases, share: leastShare },
  });
  const files = new Map<string, string>();
  const shown: Counterexample[] = replays.filter(({ status }) => status === "STILL FAILING").map(current);
  for (const found of result.counterexamples) {
    if (store === undefined) {
      shown.push(found);
      continue;
    }
    const kept = await keepCounterexample(store, found, replays);
    if (kept.file !== undefined) files.set(counterexampleName(found), wayTo(kept.file, "."));
    if (!shown.some(({ signature }) => signature === found.signature)) shown.push(kept.counterexample);
  }
  for (const { id, evidence } of result.invariants) book.add(id, ...evidence.map((each) => located(each, files)));
  judgeWaivers(settings, book, today());
  return { reports: reportsOf(terms, book), tables: await tablesOf(shown, engine, invariants) };
}

/** Whether there is an invariant for each counterexample that is stored. */
function storedEvidence(replays: readonly StoredReplay[], invariants: readonly Invariant[]): Evidence {
  const known = new Set([ENGINE_ANSWERS.id, ...invariants.map(({ id }) => id)]);
  const gone = replays.filter(({ counterexample }) => !known.has(counterexample.invariant));
  const files = gone.map(({ file, detail }) => `${wayTo(file, ".")}: ${detail}`);
  const verdict = gone.length > 0 ? "unproven" : replays.length > 0 ? "pass" : "skipped";
  return {
    method: "run",
    subject: "stored counterexamples",
    verdict,
    ...(verdict === "pass" ? {} : { reason: files.join("; ") || "no counterexample is stored" }),
    examined: replays.length - gone.length,
    cases: replays.length - gone.length,
    worst: null,
    violations: [],
    violationCount: 0,
  };
}

/** A counterexample with what is wrong on it now. */
function current({ counterexample, violation }: StoredReplay): Counterexample {
  return violation === undefined ? counterexample : { ...counterexample, violation };
}

function located({ counterexample, ...evidence }: Evidence, files: ReadonlyMap<string, string>): Evidence {
  const file = counterexample === undefined ? undefined : files.get(counterexample);
  return file === undefined ? evidence : { ...evidence, counterexample: file };
}

function reportsOf(terms: VerificationTerms, book: EvidenceBook): ReadonlyMap<string, InvariantReport> {
  const { invariants } = assembleReport({
    subject: { kind: "engine", name: "engine", digest: "" },
    seed: terms.settings.campaign.seed,
    statements: statementsOf(terms),
    evidence: book.pages,
    notExamined: [],
    assumptions: [],
  });
  return new Map(invariants.map((each) => [each.id, each]));
}

async function tablesOf(
  shown: readonly Counterexample[],
  engine: Engine,
  invariants: readonly Invariant[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = new Map<string, string[]>();
  for (const each of shown) {
    const table = workedText(await workOut(each, engine, invariants));
    tables.set(each.invariant, [...(tables.get(each.invariant) ?? []), table]);
  }
  return tables;
}
